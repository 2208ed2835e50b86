import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startServer, type TestServer } from '../../../core/test/support/ollama-server.js';
import { aim } from '../support/aim.js';
import { pathWith, programs } from '../support/programs.js';
import { aimOnTerminal } from '../support/pty.js';

let ollama: TestServer;
let mayEnd: () => void = () => undefined;

/** An Ollama that has begun its answer, and ends it when it is told. */
beforeAll(async () => {
  ollama = await startServer((_request, response) => {
    response.write('{"message":{"content":"hello "}}\n');
    mayEnd = () => response.end('{"message":{"content":"from ollama"},"done":true}\n');
  });
});
afterAll(() => ollama.close());

const piece = `{"type":"stream_event","event":{"delta":{"type":"text_delta","text":"half an answer."}}}`;
/** A Claude Code that breaks off. */
const breaking = programs({ claude: `cat >/dev/null; echo '${piece}'; exit 3` });

it('aim invoke shows the answer while it comes, and says what was none', async () => {
  const env = { ...pathWith(breaking), OLLAMA_HOST: ollama.url };
  const args = ['invoke', 'chat', 'say hello', '--model', 'm', '--permission', 'read-only'];
  const { shows, screen, ended } = aimOnTerminal(args, { env, columns: 120 });
  await shows('asking ollama');
  await shows(/^hello$/m);
  expect(screen()).toMatch(
    /asking claude …\nhalf an answer\.\naim: what claude wrote above is no answer\naim: claude failed/,
  );
  mayEnd();
  expect(await ended).toBe(0);
  expect(screen()).toMatch(/\nhello from ollama\naim: ollama answered in [\d.]+ s$/);
});

it('with --ndjson each event is a line, and the last line is the document of --json', async () => {
  const env = { ...pathWith(breaking), OLLAMA_HOST: ollama.url };
  const ending = setInterval(() => mayEnd(), 20);
  const { code, stdout } = await aim(['invoke', 'chat', 'hi', '-m', 'm', '--ndjson'], { env });
  clearInterval(ending);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type?: string; schema?: string; text?: string });
  expect(code).toBe(0);
  expect(lines.map(({ type, schema }) => type ?? schema)).toEqual([
    'job_planned',
    'attempt_started',
    'answer_text',
    'answer_withdrawn',
    'attempt_ended',
    'attempt_started',
    'answer_text',
    'answer_text',
    'attempt_ended',
    'job_ended',
    'aim/v1',
  ]);
  expect(lines.at(-1)).toMatchObject({ data: { content: 'hello from ollama' } });
});
