import { afterEach, describe, expect, it } from '@jest/globals';
import { loopbackServer, type LoopbackServer } from '../../../core/test/support/loopback-server.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson } from '../support/aim.js';
import { aimOnTerminal } from '../support/pty.js';

const key = (random: string) => `sk-proj-${random}T3BlbkFJ${random}`;
const oldKey = key('Kq7Zp2Vw9Rt4Xc6Bn1Mj5Hg3Fd8Sa0Ly');
const newKey = key('Zx8Cv6Bn4Ma2Sd0Fg9Hj7Kl5Qw3Er1Ty');

let server: LoopbackServer;
afterEach(() => server.close());

/** A home with the old key, and an environment in which a server here is OpenAI. */
async function withOldKey(status: number, name = 'OPENAI_API_KEY') {
  server = await loopbackServer(() => ({ status }));
  const home = tempFolder();
  await aim(['secrets', 'set', name, '--stdin'], { home, input: oldKey });
  const env = { OPENAI_BASE_URL: `${server.origin}/v1` };
  const rotate = (args: string[] = [], input = newKey) =>
    aim(['secrets', 'rotate', name, '--stdin', ...args], { home, env, input });
  const value = async () =>
    (await aim(['secrets', 'get', name, '--show'], { home })).stdout.trimEnd();
  return { home, env, rotate, value };
}

describe('aim secrets rotate', () => {
  it('stores a new key that the provider accepts, and goes back on demand', async () => {
    const { home, rotate, value } = await withOldKey(200);
    const { code, stdout, stderr } = await rotate(['--keep', '24h']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✔ Rotated OPENAI_API_KEY in the sealed file vault/);
    expect(stdout).toContain(`valid: the provider accepts it (asked ${server.origin}, 200)`);
    expect(stdout).toMatch(
      /The old value is kept until 20\S+Z: aim secrets rollback OPENAI_API_KEY/,
    );
    expect(stdout).toContain('Revoke the old key at https://platform.openai.com/api-keys\n');
    expect(stdout + stderr).not.toMatch(/sk-proj/);
    expect(server.heard.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${newKey}`]);
    expect(await value()).toBe(newKey);
    expect((await aim(['secrets', 'rollback', 'OPENAI_API_KEY'], { home })).code).toBe(0);
    expect(await value()).toBe(oldKey);
  });

  it('leaves the old key when the provider rejects the new one', async () => {
    const { rotate, value } = await withOldKey(401);
    const { code, stdout, stderr } = await rotate(['--yes']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('The new value of OPENAI_API_KEY is not stored');
    expect(await value()).toBe(oldKey);
  });

  it('needs a word when nobody can tell', async () => {
    const { rotate, value } = await withOldKey(503);
    const refused = await rotate();
    expect([refused.code, await value()]).toEqual([2, oldKey]);
    expect(refused.stderr).toContain('--yes stores it, --offline does not ask');
    expect([(await rotate(['--yes'])).code, await value()]).toEqual([0, newKey]);
    expect([(await rotate(['--offline'], oldKey)).code, await value()]).toEqual([0, oldKey]);
  });

  it('asks for the value and for that word on a terminal', async () => {
    const { home, env, value } = await withOldKey(503);
    const session = aimOnTerminal(['secrets', 'rotate', 'OPENAI_API_KEY'], { home, env });
    await session.shows('New value of OPENAI_API_KEY (not shown)');
    session.type(`${newKey}\r`);
    await session.shows('Store the new value');
    session.type('n\r');
    expect(await session.ended).toBe(0);
    await session.shows('Kept OPENAI_API_KEY as it was');
    expect(session.output()).not.toContain('sk-proj');
    expect(await value()).toBe(oldKey);
  });

  it('only checks with --dry-run', async () => {
    const { rotate, value } = await withOldKey(200);
    const { code, stdout } = await rotate(['--dry-run']);
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'Would rotate OPENAI_API_KEY']);
    expect(await value()).toBe(oldKey);
  });

  it.each([
    { args: ['--keep', 'long'], input: newKey, message: '--keep is "long"' },
    { args: ['--keep', '1s'], input: newKey, message: 'from 1m to 365d' },
    { args: ['--prompt'], input: newKey, message: 'Give the value once' },
    { args: ['--expires', 'soon'], input: newKey, message: '"soon" is not a date' },
    { args: [], input: oldKey, message: 'That is the value that OPENAI_API_KEY has already' },
  ])('says what is wrong: $message', async ({ args, input, message }) => {
    const { rotate, value } = await withOldKey(200);
    const answer = await rotate(args, input);
    expect([answer.code, answer.stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(answer.stderr).not.toContain('sk-proj');
    expect(await value()).toBe(oldKey);
  });

  it('tells a program the same', async () => {
    const { home } = await withOldKey(200, 'team/db');
    const { data } = await aimJson(['secrets', 'rotate', 'team/db', '--stdin'], {
      home,
      input: 'new value',
    });
    expect(data).toMatchObject({
      plan: { name: 'team/db', provider: null, revokeAt: null, online: null },
      rotated: { created: false, old: { version: 1 } },
      dryRun: false,
    });
    expect((await aimJson(['secrets', 'rotate', 'NONE', '--stdin'], { home })).exitCode).toBe(1);
  });
});
