import { describe, expect, it } from '@jest/globals';
import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson } from '../support/aim.js';

function folderWithAdapter(): string {
  const folder = tempFolder();
  const script = `#!/bin/sh\ncat >/dev/null\necho '{"success":true,"message":"","content":"formatted"}'\n`;
  writeFileSync(join(folder, 'format.sh'), script);
  chmodSync(join(folder, 'format.sh'), 0o755);
  return folder;
}

const register = [
  'tools',
  'register',
  'formatter',
  '--capability',
  'refactoring',
  '--adapter',
  './format.sh',
];

describe('aim tools register', () => {
  it('adds a tool by a path from where the user stands, and it works from anywhere', async () => {
    const home = tempFolder();
    expect((await aim(register, { home, cwd: folderWithAdapter() })).code).toBe(0);
    const { stdout } = await aim(['invoke', 'refactoring', 'tidy', '--tool', 'formatter'], {
      home,
    });
    expect(stdout).toBe('formatted\n');
    const { data } = await aimJson<{ tools: { id: string; installed: boolean }[] }>(['status'], {
      home,
    });
    expect(data.tools).toEqual([expect.objectContaining({ id: 'formatter', installed: true })]);
  });

  it('writes to the file that is named, keeps its mode, and changes nothing with --dry-run', async () => {
    const home = tempFolder();
    const file = join(home, 'team.json');
    writeFileSync(file, '{}', { mode: 0o600 });
    const cwd = folderWithAdapter();
    await aim([...register, '--config', file, '--dry-run'], { home, cwd });
    expect((await aim(['tools', 'info', 'formatter', '--config', file], { home })).code).toBe(2);
    expect((await aim([...register, '--config', file], { home, cwd })).code).toBe(0);
    expect((await aim(['tools', 'info', 'formatter', '--config', file], { home })).code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(join(home, '.config'))).toBe(false);
  });

  it('refuses a password in an address without repeating it', async () => {
    const { code, stderr } = await aim([
      'tools',
      'register',
      'x',
      '--capability',
      'chat',
      '--endpoint',
      'http://me:hunter2@127.0.0.1:9',
    ]);
    expect(code).toBe(2);
    expect(stderr).not.toContain('hunter2');
  });

  it('says where a tool of an untrusted project waits', async () => {
    const project = tempFolder();
    mkdirSync(join(project, 'sub'));
    writeFileSync(
      join(project, 'aim_config.json'),
      JSON.stringify({
        registry: { tools: { mine: { capabilities: ['chat'], endpoint: 'http://x' } } },
      }),
    );
    const home = tempFolder();
    const cwd = join(project, 'sub');
    expect((await aim(['tools', 'info', 'mine'], { home, cwd })).stderr).toContain('aim trust');
    expect((await aim(['trust'], { home, cwd })).code).toBe(0);
    expect((await aim(['tools', 'info', 'mine'], { home, cwd })).code).toBe(0);
  });
});
