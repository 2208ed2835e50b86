import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startOllama, type TestServer } from '../../../core/test/support/ollama-server.js';
import { aim, aimJson } from '../support/aim.js';
import { pathWith, programs } from '../support/programs.js';

let ollama: TestServer;

beforeAll(async () => {
  ollama = await startOllama();
});
afterAll(() => ollama.close());

/** A Claude Code that is not signed in, as the real one says it. */
const signedOut = programs({
  claude: `cat >/dev/null; echo '{"type":"result","is_error":true,"result":"Not logged in · Please run /login"}'; exit 1`,
});

interface Result {
  tool: string | null;
  content: string;
  status: string;
  attempts: { tool: string; outcome: string; error: { class: string } | null }[];
}

describe('aim invoke', () => {
  it('goes on to the next tool when the first one is not signed in, and says who answered', async () => {
    const env = { ...pathWith(signedOut), OLLAMA_HOST: ollama.url };
    const { code, stdout, stderr } = await aim(['invoke', 'code_generation', 'say hello'], { env });
    expect([code, stdout]).toEqual([0, 'hello from ollama\n']);
    expect(stderr).toMatch(/claude failed after .* UNAUTHENTICATED/);
    expect(stderr).toMatch(/ollama answered in/);
  });

  it('answers with every attempt in JSON', async () => {
    const env = { ...pathWith(signedOut), OLLAMA_HOST: ollama.url };
    const { data } = await aimJson<Result>(['invoke', 'code_generation', 'say hello'], { env });
    expect(data).toMatchObject({
      contract: 'AIM_PLUS_V1',
      success: true,
      tool: 'ollama',
      content: 'hello from ollama',
      attempts: [
        { tool: 'claude', outcome: 'known_failed', error: { class: 'UNAUTHENTICATED' } },
        { tool: 'ollama', outcome: 'ok', error: null },
      ],
    });
  });

  it('takes the prompt from stdin', async () => {
    await aim(['invoke', 'chat', '--tool', 'ollama'], {
      env: { OLLAMA_HOST: ollama.url },
      input: 'from a pipe',
    });
    expect(JSON.stringify(ollama.requests.at(-1)?.body)).toContain('from a pipe');
  });

  it('says why each tool failed, and exits 12', async () => {
    const { code, stderr } = await aim(['invoke', 'code_generation', 'hi'], {
      env: { ...pathWith(signedOut), OLLAMA_HOST: 'http://127.0.0.1:1' },
    });
    expect(code).toBe(12);
    expect(stderr).toContain('claude failed');
    expect(stderr).toContain('ollama failed');
  });

  it('starts nothing for a job without a prompt', async () => {
    const before = ollama.requests.length;
    const { code } = await aim(['invoke', 'chat', '--tool', 'ollama', '--payload', '{}'], {
      env: { OLLAMA_HOST: ollama.url },
    });
    expect(code).toBe(2);
    expect(ollama.requests).toHaveLength(before);
  });

  it('shows the plan without running anything', async () => {
    const before = ollama.requests.length;
    const { data } = await aimJson<{ chosen: string; chain: string[]; candidates: object[] }>(
      ['route', 'code_generation'],
      { env: { ...pathWith(signedOut), OLLAMA_HOST: ollama.url } },
    );
    expect(data).toMatchObject({ chosen: 'claude', chain: ['claude', 'ollama'] });
    expect(data.candidates).toHaveLength(37);
    expect(ollama.requests).toHaveLength(before);
  });
});
