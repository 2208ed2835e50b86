import { afterEach, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { loadJobCatalogue, type AimConfig } from '@aim/core';
import { buildRegistry } from '../../src/tools/build-registry.js';
import { ollamaAddress } from '../../src/invoke/adapters/ollama-address.js';
import { invoke, tempFolder } from '../support/machine.js';
import {
  json,
  startOllama,
  startServer,
  type TestServer,
} from '../../../core/test/support/ollama-server.js';

const folder = tempFolder();
const ollama = (await loadJobCatalogue()).tools.filter(({ id }) => id === 'ollama');
let server: TestServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

function bench(host: string | undefined, config: AimConfig = {}) {
  const registry = buildRegistry({ tools: ollama, providers: [] }, config);
  return { folder, registry, programs: {}, env: { OLLAMA_HOST: host } };
}

describe('an Ollama server', () => {
  it('answers with the first model that it has', async () => {
    server = await startOllama();
    const payload = { prompt: 'say hello', files: ['a.ts'] };
    const result = await invoke(bench(server.url.replace('http://', '')), { payload });
    expect(result).toMatchObject({
      success: true,
      status: 'ok',
      tool: 'ollama',
      message: 'Ollama answered with tiny:1b',
      content: 'hello from ollama',
      usage: { inputTokens: 7, outputTokens: 3 },
    });
    expect(result.attempts[0]).toMatchObject({ outcome: 'ok', httpStatus: 200, exitCode: null });
    expect(server.requests).toEqual([
      { line: 'GET /api/tags', body: undefined },
      {
        line: 'POST /api/chat',
        body: {
          model: 'tiny:1b',
          messages: [{ role: 'user', content: 'say hello\n\nFiles:\n- a.ts' }],
          stream: true,
        },
      },
    ]);
  });

  it('is asked for the model of the request, else of the configuration', async () => {
    server = await startOllama();
    const configured = bench(server.url, { registry: { tools: { ollama: { models: ['mine'] } } } });
    await invoke(configured);
    await invoke(configured, { model: 'yours' });
    expect(server.requests.map(({ body }) => (body as { model: string }).model)).toEqual([
      'mine',
      'yours',
    ]);
  });

  it('without a model says how to get one, and none is pulled', async () => {
    server = await startServer((_request, response) => json(response, 200, { models: [] }));
    const result = await invoke(bench(server.url));
    expect(result.error).toMatchObject({
      class: 'FAILED_PRECONDITION',
      action: expect.stringMatching(/^ollama pull /),
    });
    expect(server.requests.map(({ line }) => line)).toEqual(['GET /api/tags']);
  });

  const answers: [string, (response: ServerResponse) => void, object][] = [
    [
      '404 for a model',
      (r) => json(r, 404, { error: "model 'm' not found" }),
      { class: 'FAILED_PRECONDITION', action: 'ollama pull m' },
    ],
    ['404 of another server', (r) => r.writeHead(404).end('<html>'), { class: 'UNAVAILABLE' }],
    [
      '400',
      (r) => json(r, 400, { error: 'invalid options' }),
      { class: 'INVALID_ARGUMENT', fallback: false },
    ],
    [
      '400 for the context',
      (r) => json(r, 400, { error: 'the input length exceeds the context length' }),
      { class: 'CONTEXT_OVERFLOW' },
    ],
    ['401', (r) => json(r, 401, { error: 'unauthorized' }), { class: 'UNAUTHENTICATED' }],
    ['402', (r) => json(r, 402, {}), { class: 'QUOTA_EXHAUSTED' }],
    [
      '429',
      (r) => r.writeHead(429, { 'retry-after': '70' }).end('{}'),
      { class: 'RATE_LIMITED', retryAfterMs: 70_000, retryable: true },
    ],
    [
      '429 for the plan',
      (r) => json(r, 429, { error: 'weekly usage limit reached' }),
      { class: 'QUOTA_EXHAUSTED' },
    ],
    [
      '500',
      (r) => json(r, 500, { error: 'model runner has unexpectedly stopped' }),
      {
        class: 'UNAVAILABLE',
        message: 'Ollama answered with status 500: model runner has unexpectedly stopped',
      },
    ],
    ['503', (r) => r.writeHead(503).end(), { class: 'UNAVAILABLE' }],
    [
      '200 with an error',
      (r) => json(r, 200, { error: 'out of memory' }),
      { class: 'RESOURCE_LIMIT' },
    ],
    [
      '200 with garbage',
      (r) => r.writeHead(200).end('{"message":{"con'),
      { class: 'OUTPUT_INVALID' },
    ],
    [
      '200 without a text',
      (r) => json(r, 200, { message: { content: '' } }),
      { class: 'OUTPUT_INVALID' },
    ],
    ['200 with a list', (r) => json(r, 200, []), { class: 'OUTPUT_INVALID' }],
    ['a closed connection', (r) => r.destroy(), { class: 'UNAVAILABLE' }],
  ];

  it.each(answers)('that answers with %s', async (_what, answer, error) => {
    server = await startServer((_request, response) => answer(response));
    const result = await invoke(bench(server.url), { model: 'm' });
    expect(result).toMatchObject({ success: false, error });
    const isTriedAgain = ['UNAVAILABLE', 'OUTPUT_INVALID'].includes(result.error?.class ?? '');
    expect(server.requests).toHaveLength(isTriedAgain ? 2 : 1);
  });

  it('that redirects is not followed: the prompt goes nowhere else', async () => {
    const elsewhere = await startOllama();
    const location = `${elsewhere.url}/api/chat`;
    server = await startServer((_request, response) => response.writeHead(307, { location }).end());
    const result = await invoke(bench(server.url), { model: 'm' });
    expect(result.error?.class).toBe('UNAVAILABLE');
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  it.each([1500.5, 2 ** 32, Number.POSITIVE_INFINITY])('has %d ms', async (deadlineMs) => {
    server = await startOllama();
    expect((await invoke(bench(server.url), { deadlineMs })).success).toBe(true);
  });

  it('that is silent is given up at the deadline', async () => {
    server = await startServer(() => undefined);
    const result = await invoke(bench(server.url), { model: 'm', deadlineMs: 200 });
    expect(result.error).toMatchObject({ class: 'DEADLINE_EXCEEDED' });
  });

  it.each(['signal', 'kill'])('that is silent is given up by %s', async (how) => {
    server = await startServer(() => undefined);
    const result = await invoke(bench(server.url), {
      model: 'm',
      [how]: AbortSignal.timeout(150),
    });
    expect(result).toMatchObject({ status: 'cancelled', error: { class: 'CANCELLED' } });
  });

  it('that answers without end is cut off', async () => {
    server = await startServer((_request, response) => {
      const more = () =>
        void (response.write('x'.repeat(1 << 20))
          ? setImmediate(more)
          : response.once('drain', more));
      response.writeHead(200);
      more();
    });
    const result = await invoke(bench(server.url), { model: 'm' });
    expect(result.error?.class).toBe('RESOURCE_LIMIT');
  });

  it('that does not run: nothing was started, and how to start it', async () => {
    server = await startServer(() => undefined);
    const { url } = server;
    await server.close();
    const result = await invoke(bench(url));
    expect(result.error).toMatchObject({
      class: 'UNAVAILABLE',
      message: `Ollama cannot be reached at ${url}: ECONNREFUSED`,
      action: 'ollama serve',
    });
    expect(result.attempts[0]?.outcome).toBe('not_started');
  });

  it('whose address is no address is named by its variable', async () => {
    const result = await invoke(bench('ftp://example.org'));
    expect(result.error).toMatchObject({
      class: 'FAILED_PRECONDITION',
      message: 'Ollama has no http or https address: look at OLLAMA_HOST',
    });
  });
});

describe('an address that holds a password', () => {
  const secret = 's3cr3tpw';

  it.each([
    'http://user:s3cr3tpw@127.0.0.1:9',
    'user:s3cr3tpw@127.0.0.1:9',
    'http://s3cr3tpw@127.0.0.1:9',
    'http://user:$PASSWORD@127.0.0.1:9',
  ])('is not used, and not repeated: %s', async (endpoint) => {
    const config: AimConfig = {
      registry: { tools: { gpu: { capabilities: ['chat'], endpoint } } },
    };
    const asked: unknown[] = [];
    const fetch = (url: unknown) => (asked.push(url), Promise.reject(new Error('refused')));
    const result = await invoke({
      folder,
      registry: buildRegistry({ tools: [], providers: [] }, config),
      programs: {},
      env: { PASSWORD: secret },
      ports: { fetch: fetch as never },
    });
    expect(result.error).toMatchObject({
      class: 'FAILED_PRECONDITION',
      message:
        'The address of gpu in registry.tools.gpu.endpoint holds a user name or password; put keys in `keys`',
    });
    expect(JSON.stringify(result)).not.toContain(secret);
    expect(asked).toEqual([]);
  });

  it('is not used from its variable either', async () => {
    const result = await invoke(bench(`http://user:${secret}@127.0.0.1:9`));
    expect(result.error?.message).toBe(
      'The address of Ollama in OLLAMA_HOST holds a user name or password; put keys in `keys`',
    );
    expect(JSON.stringify(result)).not.toContain(secret);
  });

  it('and is no address at all is not repeated', async () => {
    const endpoint = `http://user:s3/${secret}@gpu:port`;
    const config: AimConfig = {
      registry: { tools: { gpu: { capabilities: ['chat'], endpoint } } },
    };
    const registry = buildRegistry({ tools: [], providers: [] }, config);
    const result = await invoke({ folder, registry, programs: {} });
    expect(result.error).toMatchObject({
      class: 'FAILED_PRECONDITION',
      message: 'gpu has no http or https address: look at registry.tools.gpu.endpoint',
    });
    expect(JSON.stringify(result)).not.toMatch(/s3/);
  });
});

it('the patience of fetch is not the deadline of the user', async () => {
  const cause = Object.assign(new Error('x'), { code: 'UND_ERR_HEADERS_TIMEOUT' });
  const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
  const result = await invoke(
    { ...bench('127.0.0.1:9'), ports: { fetch: fetch as never } },
    { model: 'm', deadlineMs: 600_000 },
  );
  expect(result.error).toMatchObject({
    class: 'RESOURCE_LIMIT',
    message: 'Ollama at http://127.0.0.1:9 sent nothing for longer than AIM can wait',
  });
});

describe('ollamaAddress', () => {
  const endpoint = {
    url: 'http://127.0.0.1:11434',
    env: 'OLLAMA_HOST',
    protocol: 'ollama',
  } as const;

  it.each([
    [undefined, 'http://127.0.0.1:11434/'],
    ['', 'http://127.0.0.1:11434/'],
    ['gpu', 'http://gpu:11434/'],
    ['gpu:8080', 'http://gpu:8080/'],
    [':8080', 'http://127.0.0.1:8080/'],
    ['0.0.0.0', 'http://127.0.0.1:11434/'],
    ['0.0.0.0:8080', 'http://127.0.0.1:8080/'],
    ['[::1]:8080', 'http://[::1]:8080/'],
    ['https://gpu.example/ollama', 'https://gpu.example/ollama/'],
    ['gpu:8080/base', 'http://gpu:8080/base/'],
    ['file:///etc/passwd', undefined],
    ['http://', undefined],
  ])('%s', (value, expected) => {
    expect(ollamaAddress(endpoint, { OLLAMA_HOST: value })?.href).toBe(expected);
  });
});
