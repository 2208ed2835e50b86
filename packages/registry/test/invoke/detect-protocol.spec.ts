import { afterEach, describe, expect, it } from '@jest/globals';
import type { AimConfig } from '@aim/core';
import { buildRegistry } from '../../src/tools/build-registry.js';
import { invoke, tempFolder } from '../support/machine.js';
import {
  loopbackServer,
  type Heard,
  type LoopbackServer,
  type Reply,
} from '../../../core/test/support/loopback-server.js';

const folder = tempFolder();
let server: LoopbackServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** The path that a server without a configured protocol is given the prompt at. */
async function askedAt(answers: Record<string, Reply>) {
  server = await loopbackServer(({ url }: Heard) => answers[url] ?? { status: 404, body: 'no' });
  const tool = {
    capabilities: ['chat'],
    endpoint: server.origin,
    models: ['m'],
    keys: ['BOX_KEY'],
  };
  const config = { registry: { tools: { box: tool } } } as AimConfig;
  const result = await invoke({
    folder,
    registry: buildRegistry({ tools: [], providers: [] }, config),
    programs: {},
    secrets: { BOX_KEY: 'sk-not-before-it-is-known-1' },
  });
  const prompts = server.heard.filter(({ method }) => method === 'POST').map(({ url }) => url);
  return { prompts, result };
}

describe('a server of which nobody said what it speaks', () => {
  it.each([
    ['Ollama', { '/api/tags': { status: 200, body: { models: [] } } }, '/api/chat'],
    [
      'OpenAI',
      { '/v1/models': { status: 200, body: { object: 'list', data: [{ id: 'm' }] } } },
      '/v1/chat/completions',
    ],
    [
      'OpenAI that wants a key',
      { '/v1/models': { status: 401, body: { error: { message: 'no key' } } } },
      '/v1/chat/completions',
    ],
    [
      'Anthropic',
      { '/v1/models': { status: 200, body: { data: [{ type: 'model', id: 'm' }] } } },
      '/v1/messages',
    ],
    [
      'Anthropic that wants a key',
      { '/v1/models': { status: 401, body: { type: 'error', error: { message: 'no key' } } } },
      '/v1/messages',
    ],
  ])('is taken for %s by its models', async (_what, answers: Record<string, Reply>, path) => {
    // It gives no answer to the prompt, and is asked once more.
    expect((await askedAt(answers)).prompts).toEqual([path, path]);
  });

  it('gets no key while it is asked', async () => {
    await askedAt({ '/v1/models': { status: 200, body: { object: 'list', data: [] } } });
    const before = server?.heard.filter(({ method }) => method === 'GET') ?? [];
    expect(before).toHaveLength(4);
    expect(JSON.stringify(before)).not.toContain('sk-not-before');
  });

  it('and that speaks none of them gets no prompt', async () => {
    const { prompts, result } = await askedAt({});
    expect(prompts).toEqual([]);
    expect(result.error).toMatchObject({
      class: 'FAILED_PRECONDITION',
      message:
        'box does not show what it speaks: set registry.tools.box.protocol (ollama, openai, anthropic)',
    });
  });

  it('and that does not answer cannot be reached', async () => {
    const { result } = await askedAt({ '/api/tags': 'drop' });
    expect(result.error?.class).toBe('UNAVAILABLE');
  });
});
