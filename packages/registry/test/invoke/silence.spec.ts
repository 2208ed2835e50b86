import { afterEach, describe, expect, it } from '@jest/globals';
import { invokeFailure } from '../../src/invoke/result.js';
import { startServer, type TestServer } from '../../../core/test/support/ollama-server.js';
import { plainHeadless } from '../support/machine.js';
import { outage } from '../support/outage.js';

const answers = `echo '{"result":"hello"}'`;
const model = 'm';

let servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

describe('a tool that tells of each step', () => {
  const output = { format: 'json-lines', text: 'result', where: { type: 'end' } } as const;
  const streams = { headless: { ...plainHeadless, output } };
  const clocks = { startMs: 1500, idleMs: 1500 };

  it.each([
    ['nothing', 'sleep 61', 'printed nothing for 1.5 s'],
    ['nothing more', `echo '{"type":"step"}'; sleep 62`, 'printed nothing more for 1.5 s'],
  ])('and prints %s is ended, and the next has its turn', async (_what, script, words) => {
    const bench = outage({ hangs: { script, tool: streams }, up: answers });
    const result = await bench.invoke({ clocks });
    expect(result.tool).toBe('up');
    expect(result.attempts[0]?.error).toMatchObject({ class: 'DEADLINE_EXCEEDED' });
    expect(result.attempts[0]?.error?.message).toContain(words);
  });

  it('and hangs alone is a failed tool, not the deadline of the user', async () => {
    const bench = outage({ hangs: { script: 'sleep 63', tool: streams } });
    const failure = invokeFailure(await bench.invoke({ clocks }));
    expect(failure?.code).toBe('invoke.chain_failed');
  });

  it('is not what a tool is that prints its answer at the end', async () => {
    const bench = outage({ slow: `sleep 2; ${answers}` });
    expect((await bench.invoke({ clocks })).success).toBe(true);
  });
});

describe('a server', () => {
  const clocks = { startMs: 1500, idleMs: 1500 };

  it.each([
    ['does not begin', '', 'sent nothing for 1.5 s'],
    [
      'falls silent',
      '{"message":{"content":"half"},"done":false}\n',
      'sent nothing more for 1.5 s',
    ],
  ])('that %s is given up', async (_what, text, words) => {
    const silent = await startServer((_request, response) => {
      if (text !== '') response.writeHead(200).write(text);
    });
    servers.push(silent);
    const bench = outage({ silent: { url: silent.url }, up: answers });
    const result = await bench.invoke({ model, clocks });
    expect([result.tool, silent.requests.length]).toEqual(['up', 1]);
    expect(result.attempts[0]?.error?.message).toContain(words);
  });

  it('answers in pieces, each in its time', async () => {
    const pieces = [
      '{"message":{"content":"he"}}\n',
      '{"message":{"content":"llo"}}\n',
      '{"done":true,"eval_count":2,"prompt_eval_count":1}\n',
    ];
    const slow = await startServer((_request, response) => {
      response.writeHead(200);
      const next = () => {
        const piece = pieces.shift();
        if (piece === undefined) return response.end();
        response.write(piece);
        return setTimeout(next, 600);
      };
      next();
    });
    servers.push(slow);
    const bench = outage({ slow: { url: slow.url } });
    const result = await bench.invoke({ model, clocks });
    expect(result).toMatchObject({ success: true, content: 'hello', usage: { outputTokens: 2 } });
  });

  it('that breaks off in the middle has not answered', async () => {
    const text = '{"message":{"content":"he"}}\n{"message":{"content":"l"}}\n';
    const broken = await startServer(
      (_request, response) => void response.writeHead(200).end(text),
    );
    servers.push(broken);
    const bench = outage({ broken: { url: broken.url }, up: answers });
    const result = await bench.invoke({ model });
    expect([result.tool, result.attempts[0]?.error?.class]).toEqual(['up', 'OUTPUT_INVALID']);
  });
});
