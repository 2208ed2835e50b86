import { afterEach, describe, expect, it } from '@jest/globals';
import { createRedactor, stripControls, type Headless } from '@aim/core';
import fc from 'fast-check';
import { json, startServer, type TestServer } from '../../../core/test/support/ollama-server.js';
import { createAnswerStream } from '../../src/invoke/answer-stream.js';
import type { InvokeEvent } from '../../src/invoke/events.js';
import {
  catalogueTool,
  invoke,
  plainHeadless,
  program,
  registryOf,
  tempFolder,
  type Bench,
} from '../support/machine.js';

const secret = 'sk-of-the-user-1234567890';

/** Each a program of its own output format; the first is asked first. */
function bench(...tools: [id: string, script: string, output: Headless['output']][]): Bench {
  const folder = tempFolder();
  const programs = Object.fromEntries(
    tools.map(([id, script]) => [id, program(folder, id, `cat >/dev/null; ${script}`)]),
  );
  const registry = registryOf(
    tools.map(([id, , output]) => catalogueTool(id, { headless: { ...plainHeadless, output } })),
  );
  return { folder, registry, programs, secrets: { A_KEY: secret } };
}

async function watch(scene: Bench) {
  const events: InvokeEvent[] = [];
  const ports = { onEvent: (event: InvokeEvent) => events.push(event) };
  const result = await invoke({ ...scene, ports }, { isWatched: true, model: 'm' });
  const told = events.map((event) => {
    const { type } = event;
    return 'text' in event ? `${type} ${event.text}` : type;
  });
  const text = events.flatMap((each) => (each.type === 'answer_text' ? each.text : [])).join('');
  return { result, told, text };
}

const events: Headless['output'] = {
  format: 'json-lines',
  where: { type: 'result' },
  text: 'result',
  error: 'is_error',
  pieces: { where: { type: 'piece' }, text: 'delta.text', begin: { type: 'message' } },
};
const line = (value: object) => `echo '${JSON.stringify(value)}'`;
const piece = (text: string) => line({ type: 'piece', delta: { text } });

describe('a job that somebody looks on at', () => {
  it('tells a text as it comes, without control codes and without keys, however it is cut', async () => {
    const half = secret.slice(0, 10);
    const print = `printf 'the \\033[31mkey\\033[0m is ${half}'; sleep 0.05; printf '${secret.slice(10)}, and more\\n'`;
    const { result, text, told } = await watch(bench(['plain', print, { format: 'text' }]));
    expect(result.error).toBe(null);
    expect(result.content).toBe('the key is [redacted], and more');
    expect(text).toBe(result.content);
    expect([told[0], told[1], told.at(-2), told.at(-1)]).toEqual([
      'job_planned',
      'attempt_started',
      'attempt_ended',
      'job_ended',
    ]);
  });

  it('tells the pieces of events, and where the answer begins anew', async () => {
    const script = [
      line({ type: 'message' }),
      piece('I look'),
      line({ type: 'message' }),
      piece('It'),
      // A key that no line holds whole.
      piece(` is ${secret.slice(0, 12)}`),
      piece(secret.slice(12)),
      line({ type: 'result', result: `It is ${secret}` }),
    ].join('; ');
    const { result, told } = await watch(bench(['agent', script, events]));
    expect(result.content).toBe('It is [redacted]');
    const at = told.indexOf('answer_restarted');
    expect(told[at - 1]).toBe('answer_text I look');
    const answer = told.slice(at).filter((each) => each.startsWith('answer_text '));
    expect(answer.map((each) => each.slice('answer_text '.length)).join('')).toBe(result.content);
  });

  it('takes back what a tool wrote that then failed', async () => {
    const { result, told } = await watch(
      bench(
        ['breaks', `${piece('half of it.')}; exit 3`, events],
        ['answers', line({ type: 'result', result: 'whole' }), events],
      ),
    );
    expect(result).toMatchObject({ tool: 'answers', content: 'whole' });
    expect(told).toEqual([
      'job_planned',
      'attempt_started',
      'answer_text half of it.',
      'answer_withdrawn',
      'attempt_ended',
      'attempt_started',
      'attempt_ended',
      'job_ended',
    ]);
  });

  it('tells the messages on the way of a tool whose last one is the answer', async () => {
    const say = (text: string) => line({ type: 'said', text });
    const output: Headless['output'] = {
      format: 'json-lines',
      where: { type: 'said' },
      text: 'text',
    };
    const script = `${say('first I look')}; ${say(`then ${secret}`)}; ${say('done')}`;
    const { result, told } = await watch(bench(['talks', script, output]));
    expect(result.content).toBe('done');
    expect(told.filter((each) => each.startsWith('tool_said'))).toEqual([
      'tool_said first I look',
      'tool_said then [redacted]',
    ]);
  });
});

it('a job at which nobody looks on tells attempts only', async () => {
  const scene = bench(['plain', 'echo hello', { format: 'text' }]);
  const types: string[] = [];
  await invoke({ ...scene, ports: { onEvent: ({ type }) => types.push(type) } });
  expect(types).toEqual(['job_planned', 'attempt_started', 'attempt_ended', 'job_ended']);
});

let server: TestServer | undefined;
afterEach(async () => server?.close());

describe('the pieces of a server that speaks as', () => {
  const data = (events: object[], end = '') =>
    `${events.map((each) => `event: x\ndata: ${JSON.stringify(each)}\n\n`).join('')}${end}`;
  const chunk = (content: string, finish_reason: string | null = null) => ({
    choices: [{ delta: { content }, finish_reason }],
  });
  const delta = (text: string) => ({
    type: 'content_block_delta',
    delta: { type: 'text_delta', text },
  });
  const openaiUsage = { choices: [], usage: { prompt_tokens: 4, completion_tokens: 2 } };
  const start = { type: 'message_start', message: { usage: { input_tokens: 4 } } };
  const stop = {
    type: 'message_delta',
    delta: { stop_reason: 'end_turn' },
    usage: { output_tokens: 2 },
  };
  const ollama = [
    { message: { content: 'hel' }, done: false },
    { message: { content: 'lo' }, done: true, prompt_eval_count: 4, eval_count: 2 },
  ];
  const whole = {
    openai: data([chunk('hel'), chunk('lo', 'stop'), openaiUsage], 'data: [DONE]\n\n'),
    anthropic: data([start, delta('hel'), delta('lo'), stop, { type: 'message_stop' }]),
    ollama: ollama.map((each) => `${JSON.stringify(each)}\n`).join(''),
  };
  const broken = {
    openai: data([chunk('hel')]),
    anthropic: data([start, delta('hel')]),
    ollama: `${JSON.stringify(ollama[0])}\n${JSON.stringify(ollama[0])}\n`,
  };
  const failing = {
    openai: data([chunk('hel'), { error: { message: 'over', code: 'insufficient_quota' } }]),
    anthropic: data([
      start,
      delta('hel'),
      { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
    ]),
    ollama: `${JSON.stringify(ollama[0])}\n{"error":"out of memory"}\n`,
  };
  const protocols = ['openai', 'anthropic', 'ollama'] as const;

  async function ask(protocol: (typeof protocols)[number], body: string) {
    server = await startServer((_request, response) => response.end(body));
    const tool = catalogueTool('box', { endpoint: { url: server.url, protocol } });
    return watch({ folder: tempFolder(), registry: registryOf([tool]), programs: {} });
  }

  it.each(protocols)('%s are told, and together the answer', async (protocol) => {
    const { result, told } = await ask(protocol, whole[protocol]);
    expect(result).toMatchObject({
      content: 'hello',
      usage: { inputTokens: 4, outputTokens: 2 },
    });
    expect(told.filter((each) => each.startsWith('answer_text'))).toEqual([
      'answer_text hel',
      'answer_text lo',
    ]);
    expect(server?.requests.at(-1)?.body).toMatchObject({ stream: true });
  });

  it.each(protocols)('%s are no answer where they break off', async (protocol) => {
    const { result, told } = await ask(protocol, broken[protocol]);
    expect(result.attempts[0]?.error?.class).toBe('OUTPUT_INVALID');
    expect(told).toContain('answer_withdrawn');
  });

  it.each([
    ['openai', 'QUOTA_EXHAUSTED'],
    ['anthropic', 'UNAVAILABLE'],
    ['ollama', 'RESOURCE_LIMIT'],
  ] as const)('%s are no answer before an error (%s)', async (protocol, errorClass) => {
    const { result, told } = await ask(protocol, failing[protocol]);
    expect(result.attempts[0]?.error?.class).toBe(errorClass);
    expect(told).toContain('answer_withdrawn');
  });

  it('openai stay whole where the server does not stream', async () => {
    server = await startServer((_request, response) =>
      json(response, 200, { choices: [{ message: { content: 'all at once' } }] }),
    );
    const tool = catalogueTool('box', { endpoint: { url: server.url, protocol: 'openai' } });
    const scene = { folder: tempFolder(), registry: registryOf([tool]), programs: {} };
    expect((await watch(scene)).result.content).toBe('all at once');
    expect((await invoke(scene, { model: 'm' })).content).toBe('all at once');
    expect(server.requests.map(({ body }) => (body as { stream?: boolean }).stream)).toEqual([
      true,
      undefined,
    ]);
  });
});

it('an answer is shown as the result has it, wherever it is cut', () => {
  const word = fc.constantFrom(
    ...['a', ' ', '\n', 'é', '😀', '\u001b[31m', '\u001b]0;t\u0007', secret, secret.slice(0, 8)],
  );
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 30 }),
      fc.array(fc.nat(200), { maxLength: 10 }),
      (words, cuts) => {
        const text = words.join('');
        const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length];
        places.sort((a, b) => a - b);
        let shown = '';
        const stream = createAnswerStream([secret], (piece) => (shown += piece));
        places.slice(1).forEach((to, index) => stream.push(text.slice(places[index], to)));
        stream.end();
        expect(shown).toBe(createRedactor([secret])(stripControls(text).trim()));
      },
    ),
  );
});
