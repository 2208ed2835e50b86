import { describe, expect, it } from '@jest/globals';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim } from '../support/aim.js';

async function homeWith(secrets: Record<string, string>) {
  const home = tempFolder();
  for (const [name, input] of Object.entries(secrets)) {
    await aim(['secrets', 'set', name, '--stdin'], { home, input });
  }
  return home;
}

const print = (name: string) => [
  'run',
  '--no-mask',
  '--',
  'sh',
  '-c',
  `printf %s "\${${name}-unset}"`,
];

describe('aim run with aim://NAME in the environment', () => {
  it('gives the program the secret in its place', async () => {
    const home = await homeWith({ 'team/db': 'postgres://u:p@h/db' });
    const env = { DATABASE_URL: 'aim://team/db', PLAIN: 'see aim://team/db' };
    expect(await aim(print('DATABASE_URL'), { home, env })).toEqual({
      code: 0,
      stdout: 'postgres://u:p@h/db',
      stderr: '',
    });
    expect((await aim(print('PLAIN'), { home, env })).stdout).toBe('see aim://team/db');
  });

  it('masks it in output that is not a terminal', async () => {
    const home = await homeWith({ 'team/db': 'postgres://u:p@h/db' });
    const env = { DATABASE_URL: 'aim://team/db' };
    const { stdout } = await aim(['run', '--', 'printenv', 'DATABASE_URL'], { home, env });
    expect(stdout).toBe('[redacted]\n');
  });

  it('stops before the program starts when the secret is absent', async () => {
    const home = tempFolder();
    const env = { TOKEN: 'aim://NONE' };
    const { code, stdout, stderr } = await aim(['run', '--', 'echo', 'started'], { home, env });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('The secret named for TOKEN is not stored');
  });

  it('goes on with --allow-missing, without the reference, and says so', async () => {
    const home = await homeWith({ HERE: 'value-0123456789' });
    const env = { TOKEN: 'aim://NONE', OTHER: 'aim://HERE' };
    const [, ...rest] = print('TOKEN');
    const answer = await aim(['run', '--allow-missing', '--secret', 'ALSO_NOT', ...rest], {
      home,
      env,
    });
    expect([answer.code, answer.stdout]).toEqual([0, 'unset']);
    expect(answer.stderr).toContain('TOKEN is not given: The secret named for TOKEN is not stored');
    expect(answer.stderr).toContain('ALSO_NOT is not given: No secret named ALSO_NOT');
  });

  it('refuses a reference to what is no name, and does not repeat it', async () => {
    const env = { TOKEN: 'aim://sk-live/0123/456' };
    const { code, stdout, stderr } = await aim(['run', '--', 'echo', 'started'], { env });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('What TOKEN refers to');
    expect(stderr).not.toContain('0123');
  });
});
