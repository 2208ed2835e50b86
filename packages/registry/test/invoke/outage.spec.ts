import { afterEach, describe, expect, it } from '@jest/globals';
import { invokeFailure } from '../../src/invoke/result.js';
import type { InvokeEvent } from '../../src/invoke/events.js';
import { json, startServer, type TestServer } from '../../../core/test/support/ollama-server.js';
import { outage } from '../support/outage.js';

const answers = `echo '{"result":"hello"}'`;
const crashes = 'exit 3';
const says = (text: string) => `echo '${text}' >&2; exit 1`;
const key = (env: string) => ({ keys: [{ env }] });

let servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

/** A server that answers its requests with these statuses in turn, then well. */
async function server(...replies: { status: number; retryAfter?: string }[]): Promise<TestServer> {
  const started = await startServer((_request, response) => {
    const reply = replies.shift();
    if (reply === undefined) {
      return json(response, 200, { message: { content: 'hello' }, done: true });
    }
    const headers = reply.retryAfter === undefined ? {} : { 'retry-after': reply.retryAfter };
    response.writeHead(reply.status, headers).end();
  });
  servers.push(started);
  return started;
}

const model = 'm';

describe('during an outage', () => {
  it('a tool that is down is started three times for ten jobs, and once more when its time is over', async () => {
    const bench = outage({ down: crashes, up: answers });
    for (let n = 0; n < 10; n++) expect((await bench.invoke()).tool).toBe('up');
    expect(bench.starts()).toEqual({ down: 3, up: 10 });
    bench.ahead(18_000);
    const result = await bench.invoke();
    expect(result.attempts.map(({ tool, probe }) => [tool, probe])).toEqual([
      ['down', 'half-open'],
      ['up', null],
    ]);
    await bench.invoke();
    expect(bench.starts()).toEqual({ down: 4, up: 12 });
  });

  it('of everything, one try is made all the same, and recorded as such', async () => {
    const bench = outage({ down: crashes });
    for (let n = 0; n < 3; n++) await bench.invoke();
    const result = await bench.invoke();
    expect(result.attempts).toMatchObject([{ tool: 'down', probe: 'forced' }]);
    expect(result.route.candidates[0]).toMatchObject({
      eligible: true,
      breaker: { state: 'open', class: 'TOOL_CRASH', openedBy: 'down' },
    });
  });

  it('a tool of the same account is passed over, and the result says so', async () => {
    const bench = outage(
      {
        first: { script: says('429 Too Many Requests'), tool: key('A_KEY') },
        second: { script: answers, tool: key('A_KEY') },
        third: { script: answers, tool: key('C_KEY') },
      },
      { env: { A_KEY: 'sk-of-the-account-a', C_KEY: 'sk-of-the-account-c' } },
    );
    const result = await bench.invoke();
    expect(result.tool).toBe('third');
    expect(bench.starts()).toEqual({ first: 1, third: 1 });
    expect(result.route.chain).toEqual(['first', 'third']);
    expect(result.route.candidates[1]).toMatchObject({
      tool: 'second',
      rank: null,
      excludedBy: 'breaker',
      breaker: { domain: 'account', label: 'A_KEY', openedBy: 'first' },
    });
    expect(result.warnings).toEqual([
      expect.stringMatching(
        /^second was not tried: left alone until .* RATE_LIMITED of account A_KEY, seen by first$/,
      ),
    ]);
  });

  it('a job without a tool says how long to wait', async () => {
    const limited = await server({ status: 429, retryAfter: '3600' });
    const bench = outage({ limited: { url: limited.url } });
    await bench.invoke({ model });
    const result = await bench.invoke({ model });
    expect(limited.requests).toHaveLength(1);
    expect(result).toMatchObject({
      attempts: [],
      error: { class: 'UNAVAILABLE', action: 'aim route chat' },
      message: expect.stringMatching(/^No tool can take chat now: limited: left alone until /),
    });
    expect(result.error?.retryAfterMs).toBeGreaterThan(3_500_000);
    expect(invokeFailure(result)?.code).toBe('invoke.no_eligible_tool');
  });
});

describe('the same tool', () => {
  it('is tried once more after a failure that may pass', async () => {
    const flaky = await server({ status: 503 });
    const bench = outage({ flaky: { url: flaky.url } });
    const events: InvokeEvent[] = [];
    const result = await bench.invoke({ model, onEvent: (event) => events.push(event) });
    expect(result).toMatchObject({ success: true, attempts: [{ n: 1 }, { n: 2 }] });
    expect(events.map(({ type }) => type)).toEqual([
      'job_planned',
      'attempt_started',
      'attempt_ended',
      'retry_waits',
      'attempt_started',
      'attempt_ended',
      'job_ended',
    ]);
    const waits = events.flatMap((event) => (event.type === 'retry_waits' ? event.waitMs : []));
    expect(waits[0]).toBeLessThan(500);
  });

  it('is tried twice at most, and so is another at the same address', async () => {
    const down = await server(...Array.from({ length: 9 }, () => ({ status: 503 })));
    const bench = outage({ one: { url: down.url }, two: { url: down.url }, up: answers });
    const result = await bench.invoke({ model });
    expect([result.tool, down.requests.length]).toEqual(['up', 2]);
    expect(result.warnings).toEqual([
      `two was not tried: endpoint ${down.url} failed often enough for this job`,
    ]);
  });

  it.each([0, 2])('is tried again %i times where its capability says so', async (maxRetries) => {
    const down = await server(...Array.from({ length: 9 }, () => ({ status: 503 })));
    const config = { registry: { capabilities: { chat: { maxRetries } } } };
    const bench = outage({ one: { url: down.url }, up: answers }, { config });
    const result = await bench.invoke({ model });
    expect([result.tool, down.requests.length]).toEqual(['up', 1 + maxRetries]);
  });

  it('is not asked before the time that it named', async () => {
    const limited = await server({ status: 429, retryAfter: '1' });
    const bench = outage({ limited: { url: limited.url }, up: answers });
    const begun = Date.now();
    const result = await bench.invoke({ model });
    expect(result).toMatchObject({ tool: 'limited', attempts: [{}, { probe: 'half-open' }] });
    // A lower bound: the service would see it.
    expect(Date.now() - begun).toBeGreaterThanOrEqual(1000);
  });

  it.each([
    ['more than 30 s', '31', {}],
    ['more than the time that is left', '9', { deadlineMs: 8000 }],
  ])('is left at once for another when it asks for %s', async (_what, retryAfter, job) => {
    const limited = await server({ status: 429, retryAfter });
    const bench = outage({ limited: { url: limited.url }, up: answers });
    const result = await bench.invoke({ model, ...job });
    expect([result.tool, limited.requests.length]).toEqual(['up', 1]);
  });

  it('is not waited for when the user gives up', async () => {
    const limited = await server({ status: 429, retryAfter: '25' });
    const bench = outage({ limited: { url: limited.url } });
    const cancel = new AbortController();
    const result = await bench.invoke({
      model,
      signal: cancel.signal,
      onEvent: ({ type }) => type === 'retry_waits' && cancel.abort(),
    });
    expect(result).toMatchObject({ status: 'cancelled', attempts: [{ n: 1 }] });
    expect(limited.requests).toHaveLength(1);
  });

  it('that may write is tried once', async () => {
    const bench = outage({ writes: says('503 service unavailable'), up: answers });
    const result = await bench.invoke({ permission: 'workspace-write' });
    expect([result.tool, bench.starts()]).toEqual(['up', { writes: 1, up: 1 }]);
  });

  it('is tried once more only while the retry budget of its account lasts', async () => {
    const flaky = await startServer((_request, response) => {
      const isOdd = flaky.requests.length % 2 === 1;
      json(response, isOdd ? 503 : 200, isOdd ? {} : { message: { content: 'hello' } });
    });
    servers.push(flaky);
    const bench = outage({ flaky: { url: flaky.url } });
    const requests: number[] = [];
    for (let job = 0; job < 6; job++) {
      const before = flaky.requests.length;
      await bench.invoke({ model });
      requests.push(flaky.requests.length - before);
      // Too old to open the breaker together.
      bench.ahead(16 * 60_000);
    }
    // A failure takes 1 of ten, a success gives 0.1 back; at five or less nothing is tried again.
    expect(requests).toEqual([2, 2, 2, 2, 2, 1]);
  });
});

it('a job has five attempts at most', async () => {
  const down = await Promise.all([1, 2, 3].map(() => server({ status: 503 }, { status: 503 })));
  const urls = down.map(({ url }) => ({ url }));
  const bench = outage({ a: urls[0]!, b: urls[1]!, c: urls[2]!, up: answers });
  const result = await bench.invoke({ model });
  expect(result.attempts.map(({ tool }) => tool)).toEqual(['a', 'a', 'b', 'b', 'c']);
  expect(result.warnings).toContain('up was not tried: 5 attempts are enough');
  expect(result.success).toBe(false);
});

it('bad input goes nowhere else and is held against nobody', async () => {
  const bench = outage({ strict: says('400 Bad Request'), up: answers });
  for (let n = 0; n < 4; n++) await bench.invoke();
  expect(bench.starts()).toEqual({ strict: 4 });
});

it('a key that is refused is left alone until it is another one', async () => {
  const refusing = { script: says('401 Unauthorized'), tool: key('A_KEY') };
  const bench = outage({ refusing, up: answers }, { env: { A_KEY: 'sk-of-the-account-a' } });
  await bench.invoke();
  bench.ahead(48 * 3_600_000);
  await bench.invoke();
  expect(bench.starts()).toEqual({ refusing: 1, up: 2 });
  expect((await bench.plan()).candidates[0]).toMatchObject({
    reason:
      'left alone after UNAUTHENTICATED of account A_KEY, seen by refusing, until that changes',
    breaker: { kind: 'hard', until: null },
  });
});
