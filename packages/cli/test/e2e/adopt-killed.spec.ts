import { describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { itNeeds } from '../../../core/test/support/needs.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimFile } from '../support/aim.js';

const key = `sk-or-v1-${'0123456789abcdef'.repeat(4)}`;
const text = `A=1\nOPENROUTER_API_KEY=${key}\n`;

/** Runs a command that dies of SIGKILL where it would make its nth call of that kind. */
function killedAt(call: string, nth: number, { args, home }: { args: string[]; home: string }) {
  const inject = `inject=${call}:signal=SIGKILL:when=${nth}`;
  const strace = ['-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', inject];
  const command = [...strace, process.execPath, aimFile, 'secrets', 'sweep', ...args];
  const env = { PATH: '/usr/bin:/bin', HOME: home };
  const { status, signal } = spawnSync('strace', command, { cwd: home, env });
  return status !== null && signal === null && status < 128;
}

/** Kills a command at its first such call, then at its second, and so on, until it comes to its end. */
async function atEachCall(
  call: string,
  args: string[],
  { prepare, check }: { prepare: (home: string) => Promise<void>; check: Check },
): Promise<number> {
  for (let nth = 1; ; nth++) {
    const home = tempFolder();
    writeFileSync(join(home, '.env'), text);
    await prepare(home);
    const cameToEnd = killedAt(call, nth, { args, home });
    await check(home);
    if (cameToEnd) return nth - 1;
  }
}

type Check = (home: string) => Promise<void>;

const envOf = (home: string) => readFileSync(join(home, '.env'), 'utf8');
const sweep = (home: string, ...args: string[]) => aim(['secrets', 'sweep', ...args], { home });
const isInVault = async (home: string) =>
  (await aim(['secrets', 'get', 'OPENROUTER_API_KEY', '--show'], { home })).stdout === `${key}\n`;

/** Whatever happened: no key is lost, the same command ends its work, and all can be taken back. */
const mends: Check = async (home) => {
  const left = envOf(home);
  if (left !== text) {
    expect(left).toBe('A=1\nOPENROUTER_API_KEY=aim://OPENROUTER_API_KEY\n');
    expect(await isInVault(home)).toBe(true);
  }
  expect((await sweep(home, '--adopt', '--yes')).code).toBe(0);
  expect(envOf(home)).not.toContain(key);
  expect(readdirSync(home).filter((name) => name.startsWith('.env'))).toEqual(['.env']);
  expect(await isInVault(home)).toBe(true);
  expect((await sweep(home, '--undo')).code).toBe(0);
  expect(envOf(home)).toBe(text);
};

describe('aim secrets sweep that is killed', () => {
  // Every write of AIM ends with a rename; what is synced before is not seen until then.
  itNeeds(['strace'], 'loses no key at any moment of --adopt', async () => {
    const prepare = () => Promise.resolve();
    const renames = await atEachCall('rename', ['--adopt', '--yes'], { prepare, check: mends });
    // The vault, the index before and after it, the journal and the file itself.
    expect(renames).toBeGreaterThanOrEqual(5);
  });

  itNeeds(['strace'], 'loses no key at any moment of --undo', async () => {
    const prepare = async (home: string) => void (await sweep(home, '--adopt', '--yes'));
    const renames = await atEachCall('rename', ['--undo'], { prepare, check: mends });
    expect(renames).toBe(2);
  });
});
