import { afterEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  loopbackServer,
  type LoopbackServer,
  type Reply,
} from '../../../core/test/support/loopback-server.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson } from '../support/aim.js';

const random = 'Kq7Zp2Vw9Rt4Xc6Bn1Mj5Hg3Fd8Sa0LyQw3Er5Ty7Ui9Op2As4Df';
const openAiKey = `sk-proj-${random}T3BlbkFJ${random}`;

let server: LoopbackServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const set = (home: string, args: string[], input: string) =>
  aim(['secrets', 'set', ...args, '--stdin'], { home, input });

/** A home with one key at OpenAI, and an environment in which a server here is OpenAI. */
async function withServer(reply: Reply) {
  server = await loopbackServer(() => reply);
  const home = tempFolder();
  await set(home, ['OPENAI_API_KEY'], openAiKey);
  return { home, env: { OPENAI_BASE_URL: `${server.origin}/v1` } };
}

describe('aim secrets check', () => {
  it('says what is wrong with which key, and ends with 1', async () => {
    const home = tempFolder();
    await set(home, ['OPENAI_API_KEY'], openAiKey);
    await set(home, ['GROQ_API_KEY'], 'gsk_xxxxxxxxxxxxxxxxxxxx');
    await set(home, ['team/db'], 'whatever');
    const { code, stdout } = await aim(['secrets', 'check'], { home });
    expect([code, stdout]).toEqual([
      1,
      '✘ GROQ_API_KEY (groq)\n  it looks like a placeholder\n' +
        '✔ OPENAI_API_KEY (openai, project key)\n✔ team/db\n',
    ]);
    const good = await aim(['secrets', 'check', 'OPENAI_API_KEY', 'team/db'], { home });
    expect(good.code).toBe(0);
    expect((await aim(['secrets', 'check', 'OPENAI_KEY'], { home })).code).toBe(1);
    expect((await aim(['secrets', 'check', '--max-age', 'old'], { home })).code).toBe(2);
    expect((await aim(['secrets', 'check'])).stdout).toBe('No secrets yet.\n');
  });

  it.each([
    { status: 200, exit: 0, mark: '✔', words: 'valid: the provider accepts it' },
    { status: 429, exit: 0, mark: '!', words: 'valid, but limited: too many requests' },
    { status: 401, exit: 1, mark: '✘', words: 'rejected: the provider does not know it' },
    { status: 500, exit: 5, mark: '!', words: 'unknown: the provider is in trouble (status 500)' },
    { status: 418, exit: 0, mark: '!', words: 'unknown: status 418 proves nothing' },
  ])('--online after $status: $words', async ({ status, exit, mark, words }) => {
    const { home, env } = await withServer({ status, body: { echo: openAiKey } });
    const { code, stdout, stderr } = await aim(['secrets', 'check', '--online'], { home, env });
    expect([code, stdout]).toEqual([exit, expect.stringContaining(`${mark} OPENAI_API_KEY`)]);
    expect(stdout).toContain(words);
    expect(stdout).toContain(`asked ${server?.origin}`);
    expect(stdout + stderr).not.toContain(random);
    const day = new Date().toISOString().slice(0, 10);
    const log = readFileSync(join(home, `.local/share/aim/audit/${day}.jsonl`), 'utf8');
    expect(log).toContain('"event_type":"secret_check"');
    expect(log).not.toContain(random);
  });

  it('asks no host that only the environment names, until that is allowed', async () => {
    const { home } = await withServer({ status: 200 });
    const env = { OPENAI_BASE_URL: 'https://nobody.invalid/v1' };
    const check = ['secrets', 'check', '--online'];
    const refused = await aim(check, { home, env });
    expect([refused.code, refused.stdout]).toEqual([
      0,
      expect.stringContaining('--allow-host nobody.invalid lets AIM ask it'),
    ]);
    const allowed = await aimJson<{ secrets: { online: object }[] }>(
      [...check, '--allow-host', 'nobody.invalid'],
      { home, env },
    );
    expect([allowed.exitCode, allowed.data.secrets[0]?.online]).toEqual([
      5,
      expect.objectContaining({ asked: 'https://nobody.invalid', unreachable: true }),
    ]);
  });
});

describe('a key that expires soon', () => {
  it('is told of on stderr by commands that use keys, at most twice a day', async () => {
    const home = tempFolder();
    const soon = new Date(Date.now() + 3.5 * 86_400_000).toISOString();
    await set(home, ['QUIET', '--expires', soon, '--quiet'], 'some value');
    const told = [];
    for (let count = 0; count < 4; count++) told.push(await aim(['run', '--', 'true'], { home }));
    const lines = told.map(({ stderr }) => stderr).join('');
    expect(told[0]?.stderr).toBe(
      `warning: QUIET expires in 3 days (${soon.slice(0, 10)}): aim secrets rotate QUIET\n`,
    );
    expect(lines.match(/expires in/g)?.length).toBeLessThanOrEqual(2);
    expect(told.map(({ code, stdout }) => [code, stdout])).toEqual(Array(4).fill([0, '']));
  });

  it('is not told of to a program, nor where it was asked to be quiet', async () => {
    const home = tempFolder();
    const soon = new Date(Date.now() + 86_400_000).toISOString();
    await set(home, ['K', '--expires', soon, '--quiet'], 'some value');
    expect((await aim(['run', '--quiet', '--', 'true'], { home })).stderr).toBe('');
    expect((await aimJson(['secrets', 'list'], { home })).findings).toEqual([]);
    expect((await aim(['secrets', 'list'], { home })).stderr).toContain('K expires');
  });
});
