import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { itNeeds } from '../../../core/test/support/needs.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimFile } from '../support/aim.js';
import { onTerminal } from '../support/pty.js';

const home = tempFolder();
const bin = join(home, 'bin');
const env = { PATH: `${bin}:/usr/bin:/bin`, HOME: home, TERM: 'xterm' };

beforeAll(async () => {
  fs.mkdirSync(bin);
  const script = `#!/bin/sh\nexec '${process.execPath}' '${aimFile}' "$@"\n`;
  fs.writeFileSync(join(bin, 'aim'), script, { mode: 0o755 });
  await aim(['secrets', 'set', 'TEAM_KEY', '--stdin'], { home, input: 'kq7Zp2Vw9Rt4Xc6Bn1Mj5Hg3' });
});

async function run(program: string, args: string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)(program, args, { env, cwd: home });
  return stdout.split('\n').filter((line) => line !== '');
}

/** What bash makes of a line, split as readline splits it. */
async function inBash(...words: string[]): Promise<string[]> {
  const quoted = ['aim', ...words].map((word) => `'${word}'`).join(' ');
  const script = `eval "$(aim completion bash)"
    COMP_WORDS=(${quoted}); COMP_CWORD=${words.length}; _aim; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return run('bash', ['--norc', '-c', script]);
}

describe('aim completion', () => {
  itNeeds(['bash'], 'completes in bash', async () => {
    expect(await inBash('audit', 've')).toEqual(['verify']);
    expect(await inBash('secrets', 'get', 'TEA')).toEqual(['TEAM_KEY']);
    expect(await inBash('audit', 'query', '--severity', '=', 'wa')).toEqual(['warning']);
    expect(await inBash('audit', 'export', 'bi')).toEqual(['bin']);
  });

  itNeeds(['fish'], 'completes in fish', async () => {
    const inFish = async (line: string) => {
      const found = await run('fish', [
        '-c',
        `aim completion fish | source; complete -C '${line}'`,
      ]);
      return found.map((each) => each.split('\t')[0]);
    };
    expect(await inFish('aim audit ve')).toEqual(['verify']);
    expect(await inFish('aim secrets get ')).toEqual(['TEAM_KEY']);
    expect(await inFish('aim audit query --severity=wa')).toEqual(['--severity=warning']);
    expect(await inFish('aim audit export bi')).toEqual(['bin/']);
  });

  itNeeds(['zsh'], 'completes in zsh, on a terminal', async () => {
    const shell = onTerminal(['/usr/bin/env', 'zsh', '-f'], { home, env });
    try {
      shell.type(
        'PS1="ready> "; autoload -U compinit; compinit -D -u; eval "$(aim completion zsh)"\r',
      );
      await shell.shows(/^ready>$/m);
      shell.type('aim audit ver\t');
      await shell.shows('aim audit verify');
      shell.type('\x15aim secrets get TEA\t');
      await shell.shows('aim secrets get TEAM_KEY');
      shell.type('\x15aim audit query --severity=wa\t');
      await shell.shows('--severity=warning');
    } finally {
      shell.type('\x15exit\r');
      await shell.ended;
    }
  });

  it('answers the script of PowerShell, whose last word has a mark', async () => {
    const asked = ['completion', 'powershell', '--', 'secrets', 'get', ':'];
    expect((await aim(asked, { home })).stdout).toBe('TEAM_KEY\n');
  });

  it('opens no store, and offers what it can with a broken configuration', async () => {
    const broken = tempFolder();
    fs.writeFileSync(join(broken, 'aim_config.json'), '{');
    const asked = ['completion', 'bash', '--', 'run', ''];
    expect(await aim(asked, { home, cwd: broken })).toEqual({ code: 0, stdout: '', stderr: '' });
    fs.rmSync(join(home, '.local/share/aim/secrets/vault.aim'), { force: true });
    const names = await aim(['completion', 'bash', '--', 'secrets', 'get', ''], { home });
    expect(names.stdout).toBe('TEAM_KEY\n');
  });
});
