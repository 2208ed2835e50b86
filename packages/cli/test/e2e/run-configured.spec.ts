import { describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim } from '../support/aim.js';

/** A project whose configuration hands secrets to its commands, and a user who has the secrets. */
async function project() {
  const home = tempFolder();
  await aim(['secrets', 'set', 'team/token', '--stdin'], { home, input: 'token-0123456789' });
  await aim(['secrets', 'set', 'team/db', '--stdin'], { home, input: 'postgres-0123456789' });
  const cwd = tempFolder();
  const config = {
    run: {
      env: { TEAM_TOKEN: 'aim://team/token' },
      commands: { printenv: { env: { DATABASE_URL: 'aim://team/db' } } },
    },
  };
  writeFileSync(join(cwd, 'aim_config.json'), JSON.stringify(config));
  return { home, cwd };
}

describe("aim run with the project's configuration", () => {
  it('gives a command what the configuration says, and another only what is for all', async () => {
    const call = await project();
    expect((await aim(['trust'], call)).code).toBe(0);
    const own = ['run', '--no-mask', '--', 'printenv', 'TEAM_TOKEN', 'DATABASE_URL'];
    expect(await aim(own, call)).toEqual({
      code: 0,
      stdout: 'token-0123456789\npostgres-0123456789\n',
      stderr: '',
    });
    const script = 'printf %s "$TEAM_TOKEN ${DATABASE_URL-unset}"';
    const other = await aim(['run', '--no-mask', '--', 'sh', '-c', script], call);
    expect(other.stdout).toBe('token-0123456789 unset');
  });

  it('lets --secret have the last word', async () => {
    const call = await project();
    await aim(['trust'], call);
    const asked = ['run', '--no-mask', '--secret', 'TEAM_TOKEN=team/db', '--'];
    const { stdout } = await aim([...asked, 'printenv', 'TEAM_TOKEN'], call);
    expect(stdout).toBe('postgres-0123456789\n');
  });

  it('hands nothing over before the project is trusted, and starts nothing', async () => {
    const call = await project();
    const refused = await aim(['run', '--', 'echo', 'started'], call);
    expect([refused.code, refused.stdout]).toEqual([6, '']);
    expect(refused.stderr).toContain('aim_config.json wants to hand your secrets to commands');
    expect(refused.stderr).toContain('aim trust');
    const without = ['run', '--allow-missing', '--', 'sh', '-c', 'echo ${TEAM_TOKEN-unset}'];
    expect(await aim(without, call)).toMatchObject({ code: 0, stdout: 'unset\n' });
  });

  it('says in a dry run what would be given', async () => {
    const call = await project();
    await aim(['trust'], call);
    const { stderr, stdout } = await aim(['run', '--dry-run', '--', 'printenv'], call);
    expect(stdout).toContain('Would run');
    expect(stderr).toContain('injected TEAM_TOKEN from team/token');
    expect(stderr).toContain('injected DATABASE_URL from team/db');
  });
});
