import { describe, expect, it } from '@jest/globals';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson } from '../support/aim.js';
import { aimOnTerminal } from '../support/pty.js';

const key = `sk-or-v1-${'0123456789abcdef'.repeat(4)}`;

function homeWithKey(): string {
  const home = tempFolder();
  writeFileSync(join(home, '.env'), `OPENROUTER_API_KEY='${key}'\nPORT=8080\n`);
  writeFileSync(join(home, '.bash_history'), `export OPENROUTER_API_KEY=${key}\n`);
  return home;
}

const adopt = ['secrets', 'sweep', '--adopt'];

describe('aim secrets sweep --adopt', () => {
  it('leaves a reference by which aim run gives the key to a program', async () => {
    const home = homeWithKey();
    const { code, stdout } = await aim([...adopt, '--yes'], { home });
    expect(code).toBe(1);
    expect(stdout).toContain('Moved 1 key into the vault. aim secrets sweep --undo 1');
    expect(stdout).toMatch(/1:\d+ OPENROUTER_API_KEY by hand: .*\n.*aim secrets rotate OPENROUTER/);
    const text = readFileSync(join(home, '.env'), 'utf8');
    expect(text).toBe("OPENROUTER_API_KEY='aim://OPENROUTER_API_KEY'\nPORT=8080\n");
    // As a shell has it after `set -a; . ./.env`.
    const env = { OPENROUTER_API_KEY: 'aim://OPENROUTER_API_KEY' };
    const print = ['run', '--no-mask', '--', 'sh', '-c', 'echo "$OPENROUTER_API_KEY"'];
    expect((await aim(print, { home, env })).stdout).toBe(`${key}\n`);
    const quiet = await aim(['run', '--', 'sh', '-c', 'echo ok'], { home, env });
    expect([quiet.code, quiet.stdout]).toEqual([0, 'ok\n']);
  });

  it('has nothing to do the second time', async () => {
    const home = homeWithKey();
    await aim([...adopt, '--yes'], { home });
    const env = readFileSync(join(home, '.env'));
    const { data } = await aimJson<{ plan: { steps: unknown[] }; adopted: null }>(
      [...adopt, '--yes'],
      { home },
    );
    expect([data.plan.steps, data.adopted]).toEqual([[], null]);
    expect(readFileSync(join(home, '.env'))).toEqual(env);
  });

  it('shows its plan with --dry-run, and changes nothing', async () => {
    const home = homeWithKey();
    const { code, stdout } = await aim([...adopt, '--dry-run'], { home });
    expect(code).toBe(1);
    expect(stdout).toContain('OPENROUTER_API_KEY goes into the vault: aim://OPENROUTER_API_KEY');
    expect(stdout).toContain('Would move 1 key into the vault.');
    expect(stdout).not.toContain('0123456789');
    expect(readFileSync(join(home, '.env'), 'utf8')).toContain(key);
    expect((await aim(['secrets', 'list'], { home })).stdout).not.toContain('OPENROUTER');
  });

  it('asks on a terminal, and elsewhere wants --yes', async () => {
    const home = homeWithKey();
    const { code, stderr } = await aim(adopt, { home });
    expect(code).toBe(2);
    expect(stderr).toContain('--yes');
    const session = aimOnTerminal(adopt, { home });
    await session.shows('Move 1 key of 1 file into the vault? [y/N]');
    session.type('n\r');
    expect(await session.ended).toBe(1);
    expect(readFileSync(join(home, '.env'), 'utf8')).toContain(key);
  });

  it('changes the file that a link in the home leads to', async () => {
    const home = tempFolder();
    const dotfiles = tempFolder();
    writeFileSync(join(dotfiles, 'bashrc'), `export OPENROUTER_API_KEY=${key}\n`);
    symlinkSync(join(dotfiles, 'bashrc'), join(home, '.bashrc'));
    const { code } = await aim([...adopt, '--yes'], { home });
    expect(code).toBe(0);
    expect(readFileSync(join(home, '.bashrc'), 'utf8')).toContain('=aim://OPENROUTER_API_KEY');
    expect(readFileSync(join(dotfiles, 'bashrc'), 'utf8')).toContain('=aim://');
  });
});
