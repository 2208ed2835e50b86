import { afterEach, describe, expect, it } from '@jest/globals';
import type { AimConfig } from '@aim/core';
import { buildRegistry } from '../../src/tools/build-registry.js';
import { invoke, tempFolder } from '../support/machine.js';
import {
  loopbackServer,
  type LoopbackServer,
  type Reply,
} from '../../../core/test/support/loopback-server.js';

const folder = tempFolder();
const key = 'sk-of-the-user-1234567890';
let server: LoopbackServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

function bench(endpoint: string, more: object = {}, secrets: Record<string, string> = {}) {
  const tool = { capabilities: ['chat'], endpoint, protocol: 'openai', ...more };
  const config = { registry: { tools: { box: tool } } } as AimConfig;
  return {
    folder,
    registry: buildRegistry({ tools: [], providers: [] }, config),
    programs: {},
    secrets,
  };
}

const answer = {
  status: 200,
  body: {
    choices: [
      { message: { role: 'assistant', content: 'hello from the box' }, finish_reason: 'stop' },
    ],
    usage: { prompt_tokens: 9, completion_tokens: 4 },
  },
};

/** A server with one model, whose answer to a prompt is this. */
async function box(reply: Reply = answer): Promise<string> {
  server = await loopbackServer(({ url }) =>
    url.endsWith('/models')
      ? { status: 200, body: { object: 'list', data: [{ id: 'tiny', object: 'model' }] } }
      : reply,
  );
  return server.origin;
}

describe('a server that speaks as OpenAI does', () => {
  it('answers with the first model that it has, and no key is needed', async () => {
    const result = await invoke(bench(await box()));
    expect(result).toMatchObject({
      success: true,
      message: 'box answered with tiny',
      content: 'hello from the box',
      usage: { inputTokens: 9, outputTokens: 4 },
    });
    expect(server?.heard.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /v1/models',
      'POST /v1/chat/completions',
    ]);
    expect(server?.heard.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  it.each(['', '/', '/v1', '/v1/'])('is found at its address with "%s"', async (end) => {
    await invoke(bench((await box()) + end), { model: 'm' });
    expect(server?.heard.map(({ url }) => url)).toEqual(['/v1/chat/completions']);
  });

  it('gets its own key in a header, and the key stays out of the result', async () => {
    const echo = { status: 400, body: { error: { message: `you said ${key}`, type: 'x' } } };
    const result = await invoke(
      bench(await box(echo), { keys: ['BOX_KEY'] }, { BOX_KEY: key, OTHER: 'not-for-it' }),
      { model: 'm' },
    );
    expect(server?.heard[0]?.headers.authorization).toBe(`Bearer ${key}`);
    expect(JSON.stringify(server?.heard)).not.toContain('not-for-it');
    expect(JSON.stringify(result)).not.toContain(key);
  });

  it('is not sent a key in clear text to another machine', async () => {
    const asked: unknown[] = [];
    const fetch = (url: unknown) => (asked.push(url), Promise.reject(new Error('asked')));
    const there = bench('http://gpu.example:8000', { keys: ['BOX_KEY'] }, { BOX_KEY: key });
    const result = await invoke({ ...there, ports: { fetch: fetch as never } }, { model: 'm' });
    expect(result.error).toMatchObject({
      class: 'FAILED_PRECONDITION',
      message: expect.stringContaining('clear text'),
    });
    expect(asked).toEqual([]);
  });

  it('elsewhere wants its model named', async () => {
    const result = await invoke(bench('https://api.example.com/v1'));
    expect(result.error).toMatchObject({
      class: 'FAILED_PRECONDITION',
      message: expect.stringContaining('--model'),
    });
  });

  const refusals: [string, Reply, object][] = [
    [
      '401',
      { status: 401, body: { error: { message: 'Incorrect API key provided' } } },
      { class: 'UNAUTHENTICATED', action: 'aim secrets set BOX_KEY --prompt' },
    ],
    [
      '429 for the plan',
      {
        status: 429,
        body: { error: { message: 'check your plan and billing', code: 'insufficient_quota' } },
      },
      { class: 'QUOTA_EXHAUSTED' },
    ],
    [
      '429',
      {
        status: 429,
        body: { error: { message: 'slow down', type: 'requests' } },
        headers: { 'retry-after': '20' },
      },
      { class: 'RATE_LIMITED', retryAfterMs: 20_000 },
    ],
    [
      '400 for the context',
      {
        status: 400,
        body: { error: { message: 'too much', code: 'context_length_exceeded' } },
      },
      { class: 'CONTEXT_OVERFLOW' },
    ],
    [
      '400',
      { status: 400, body: { error: { message: 'bad', type: 'invalid_request_error' } } },
      { class: 'INVALID_ARGUMENT', fallback: false },
    ],
    [
      '404 for the model',
      { status: 404, body: { error: { message: 'no such model' } } },
      { class: 'FAILED_PRECONDITION', message: 'box: no such model' },
    ],
    ['503', { status: 503, body: {} }, { class: 'UNAVAILABLE' }],
    ['half of its JSON', { status: 200, body: '{"choices":[{"mess' }, { class: 'OUTPUT_INVALID' }],
    [
      'a refusal of the model',
      {
        status: 200,
        body: { choices: [{ message: { content: null, refusal: 'I cannot' } }] },
      },
      { class: 'REFUSED', message: 'box declined to answer: I cannot' },
    ],
    [
      'the filter of the service',
      {
        status: 200,
        body: { choices: [{ message: { content: 'half' }, finish_reason: 'content_filter' }] },
      },
      { class: 'REFUSED' },
    ],
  ];

  it.each(refusals)('that answers with %s', async (_what, reply, error) => {
    const result = await invoke(bench(await box(reply), { keys: ['BOX_KEY'] }), { model: 'm' });
    expect(result).toMatchObject({ success: false, error });
    const isTriedAgain = ['UNAVAILABLE', 'OUTPUT_INVALID'].includes(result.error?.class ?? '');
    expect(server?.heard).toHaveLength(isTriedAgain ? 2 : 1);
  });

  it('that is cut off at its limit is a part of an answer', async () => {
    const cut = { choices: [{ message: { content: 'once upon' }, finish_reason: 'length' }] };
    const result = await invoke(bench(await box({ status: 200, body: cut })), { model: 'm' });
    expect(result).toMatchObject({ status: 'partial', content: 'once upon' });
  });
});
