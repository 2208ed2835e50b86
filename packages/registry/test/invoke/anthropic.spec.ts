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
const key = 'sk-ant-of-the-user-1234567890';
let server: LoopbackServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function ask(reply: Reply) {
  server = await loopbackServer(() => reply);
  const tool = {
    capabilities: ['chat'],
    endpoint: server.origin,
    protocol: 'anthropic',
    models: ['large-1'],
    keys: ['CLOUD_KEY'],
  };
  const config = { registry: { tools: { cloud: tool } } } as AimConfig;
  return invoke({
    folder,
    registry: buildRegistry({ tools: [], providers: [] }, config),
    programs: {},
    secrets: { CLOUD_KEY: key },
  });
}

const said = (text: string, reason = 'end_turn') => ({
  status: 200,
  body: {
    type: 'message',
    content: [
      { type: 'thinking', thinking: 'hm' },
      { type: 'text', text },
    ],
    stop_reason: reason,
    usage: { input_tokens: 11, output_tokens: 5 },
  },
});

const refused = (status: number, type: string, message: string) => ({
  status,
  body: { type: 'error', error: { type, message } },
});

describe('a server that speaks as Anthropic does', () => {
  it('answers; its key is in the header of its protocol', async () => {
    expect(await ask(said('hello from the cloud'))).toMatchObject({
      success: true,
      content: 'hello from the cloud',
      usage: { inputTokens: 11, outputTokens: 5 },
    });
    expect(server?.heard).toMatchObject([
      {
        method: 'POST',
        url: '/v1/messages',
        headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01' },
      },
    ]);
  });

  it.each([
    [
      'authentication',
      refused(401, 'authentication_error', 'invalid x-api-key'),
      'UNAUTHENTICATED',
    ],
    ['a rate', refused(429, 'rate_limit_error', 'your rate limit'), 'RATE_LIMITED'],
    ['overload', refused(529, 'overloaded_error', 'Overloaded'), 'UNAVAILABLE'],
    ['size', refused(413, 'request_too_large', 'too many bytes'), 'CONTEXT_OVERFLOW'],
    ['form', refused(400, 'invalid_request_error', 'max_tokens: wrong'), 'INVALID_ARGUMENT'],
    [
      'an empty purse',
      refused(400, 'invalid_request_error', 'Your credit balance is too low'),
      'QUOTA_EXHAUSTED',
    ],
    ['no such model', refused(404, 'not_found_error', 'model: large-1'), 'FAILED_PRECONDITION'],
    ['the model itself', said('', 'refusal'), 'REFUSED'],
  ])('that refuses for %s', async (_what, reply, errorClass) => {
    const result = await ask(reply);
    expect(result.error?.class).toBe(errorClass);
    expect(JSON.stringify(result)).not.toContain(key);
  });

  it('that stops at its limit gives a part of an answer', async () => {
    expect(await ask(said('once upon', 'max_tokens'))).toMatchObject({ status: 'partial' });
  });
});
