import { describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkHealth, type NetworkProbe } from '../../src/index.js';
import { healthInput, presence } from '../support/health-input.js';

const network: NetworkProbe = async (url, signal) => {
  const { status } = await fetch(url, { signal });
  return { status, date: null, age: null, body: null };
};

async function ask(url: string, probe: NetworkProbe | null) {
  const endpoints = [
    { id: 'ollama', name: 'Ollama', url, shown: 'http://127.0.0.1:11434', start: 'ollama serve' },
  ];
  const input = healthInput({ endpoints, network: probe });
  const { checks } = await checkHealth(input, { only: ['endpoints'] });
  return checks.map(({ status, message, fix }) => ({ status, message, fix }));
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe('endpoints', () => {
  it('asks nothing offline', async () => {
    expect(await ask('http://127.0.0.1:1/', null)).toMatchObject([{ status: 'skipped' }]);
  });

  it('takes any answer for one, and warns when there is none', async () => {
    const server = createServer((_request, response) => response.writeHead(500).end());
    const url = await listening(server);
    expect(await ask(url, network)).toMatchObject([{ status: 'ok', message: 'Ollama answers' }]);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await ask(url, network)).toEqual([
      { status: 'warn', message: 'Ollama cannot be reached (ECONNREFUSED)', fix: 'ollama serve' },
    ]);
  });

  it('does not know of a server that is silent, and never repeats what an error says', async () => {
    const silent: NetworkProbe = (_url, signal) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new Error())),
      );
    expect(await ask('http://127.0.0.1:1/', silent)).toMatchObject([
      { status: 'unknown', message: 'Ollama had no answer within 3000 ms' },
    ]);
    const leaking: NetworkProbe = (url) => Promise.reject(new Error(`cannot ask ${url}`));
    expect(JSON.stringify(await ask('http://me:pa55word@x/', leaking))).not.toContain('pa55word');
  });
});

describe('local_models', () => {
  const server = {
    id: 'ollama',
    name: 'Ollama',
    url: 'http://127.0.0.1:11434/',
    shown: 'http://127.0.0.1:11434',
    models: ['llama3.2', 'qwen3:8b'],
  };
  const check = async (body: string | null | Error) => {
    const probe: NetworkProbe = (url, _signal, question) => {
      expect([url, question]).toEqual(['http://127.0.0.1:11434/api/tags', { readsBody: true }]);
      if (body instanceof Error) return Promise.reject(body);
      return Promise.resolve({ status: 200, date: null, age: null, body });
    };
    const input = healthInput({ endpoints: [server], network: probe });
    const { checks } = await checkHealth(input, { only: ['local_models'] });
    return checks.map(({ status, message, fix }) => ({ status, message, fix }));
  };

  it('warns of a configured model that is absent, with the command that brings it', async () => {
    const body = '{"models":[{"name":"llama3.2:latest"},{"name":"qwen3:4b"}]}';
    expect(await check(body)).toEqual([
      {
        status: 'warn',
        message: 'Ollama does not have the model qwen3:8b',
        fix: 'ollama pull qwen3:8b',
      },
    ]);
  });

  it.each([
    ['{"models":[{"name":"llama3.2:latest"},{"model":"qwen3:8b"}]}', 'ok'],
    ['{"models":"none"}', 'unknown'],
    ['<html>', 'unknown'],
    [null, 'unknown'],
    [new Error('refused'), 'unknown'],
  ])('makes of %j: %s', async (body, status) => {
    expect(await check(body)).toMatchObject([{ status }]);
  });

  it('is skipped without a model', async () => {
    const input = healthInput({ endpoints: [{ ...server, models: [] }], network });
    const { checks } = await checkHealth(input, { only: ['local_models'] });
    expect(checks).toMatchObject([{ status: 'skipped' }]);
  });
});

describe('login_override and keys', () => {
  const run = async (id: string, changes: Parameters<typeof healthInput>[0]) => {
    const { checks } = await checkHealth(healthInput(changes), { only: [id] });
    return checks.map(({ status, tool, fix }) => [status, tool, fix]);
  };

  it('warns of a variable that is used in place of a login', async () => {
    const overridden = () => ['ANTHROPIC_API_KEY'];
    expect(await run('login_override', { overridden })).toEqual([
      ['warn', 'claude', 'unset ANTHROPIC_API_KEY'],
    ]);
    expect(await run('login_override', {})).toEqual([['ok', null, null]]);
  });

  it('warns of a configured tool without a key, and only mentions another', async () => {
    const tools = [presence('claude'), presence('codex')];
    const keys = () => 'absent' as const;
    expect(await run('keys', { tools, keys, configuredTools: ['codex'] })).toEqual([
      ['info', 'claude', 'aim tools info claude'],
      ['warn', 'codex', 'aim tools info codex'],
    ]);
  });
});
