import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { startOllama, type TestServer } from '../../../core/test/support/ollama-server.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aimJson, type AimCall } from '../support/aim.js';
import { installRealClis } from '../support/real-clis.js';

let ollama: TestServer;
let call: AimCall;
let prefix: string;

beforeAll(async () => {
  prefix = installRealClis();
  ollama = await startOllama();
  call = {
    home: tempFolder(),
    env: { PATH: `${join(prefix, 'bin')}:/usr/bin:/bin`, OLLAMA_HOST: ollama.url },
  };
}, 300_000);
afterAll(() => ollama.close());

interface Status {
  tools: {
    id: string;
    version: string;
    channel: string;
    path: string;
    key: string;
    copies: number;
  }[];
}

interface Result {
  tool: string;
  content: string;
  attempts: { tool: string; exitCode: number | null; error: { class: string } | null }[];
}

describe('the real Gemini CLI and Codex, from npm', () => {
  it('are found with version and owner', async () => {
    const { data } = await aimJson<Status>(['status'], call);
    expect(data.tools).toEqual([
      expect.objectContaining({
        id: 'codex',
        version: '0.169.0',
        channel: 'npm',
        copies: 1,
        key: 'absent',
        path: join(prefix, 'bin/codex'),
      }),
      expect.objectContaining({
        id: 'gemini',
        version: '0.61.0',
        channel: 'npm',
        copies: 1,
        key: 'absent',
        path: join(prefix, 'bin/gemini'),
      }),
    ]);
  });

  it('fail without key and network for the right reason, and the chain ends where there is an answer', async () => {
    const { data } = await aimJson<Result>(['invoke', 'code_generation', 'say hello'], call);
    expect(data.attempts.map(({ tool, error }) => [tool, error?.class ?? null])).toEqual([
      ['codex', 'UNAVAILABLE'],
      // What may pass is tried once more.
      ['codex', 'UNAVAILABLE'],
      ['gemini', 'UNAUTHENTICATED'],
      ['ollama', null],
    ]);
    expect(data).toMatchObject({ tool: 'ollama', content: 'hello from ollama' });
  }, 180_000);
});
