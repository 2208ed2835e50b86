import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { itNeeds } from '../../../core/test/support/needs.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson } from '../support/aim.js';
import { aimOnTerminal } from '../support/pty.js';

interface Imported {
  applied: boolean;
  steps: { name: string; action: string; reason?: string; line?: number }[];
}

const key = 'sk-import-0123456789';
const text = `OPENAI_API_KEY="${key}" # mine\nPORT=3000\nGITHUB_TOKEN=$(touch pwned)\n`;

/** A home with that `.env` file. */
function home(dotenv: string | Buffer = text): string {
  const folder = tempFolder();
  fs.writeFileSync(join(folder, '.env'), dotenv);
  return folder;
}

const show = async (at: string, name: string) =>
  (await aim(['secrets', 'get', name, '--show'], { home: at })).stdout;
const names = async (at: string) =>
  (await aimJson<{ secrets: { name: string }[] }>(['secrets', 'list'], { home: at })).data.secrets;

describe('aim secrets import', () => {
  it('shows its plan, stores with --yes, and does nothing the second time', async () => {
    const at = home();
    const planned = await aim(['secrets', 'import', '.env', '--dry-run'], { home: at });
    expect(planned.code).toBe(0);
    expect(planned.stdout).toContain('OPENAI_API_KEY (line 1): would be stored');
    expect(planned.stdout).toContain('PORT (line 2): passed over');
    expect(await names(at)).toEqual([]);

    const unasked = await aim(['secrets', 'import', '.env'], { home: at });
    expect([unasked.code, unasked.stdout]).toEqual([2, '']);
    expect(unasked.stderr).toContain('--yes');
    expect(await names(at)).toEqual([]);

    const stored = await aim(['secrets', 'import', '.env', '--yes'], { home: at });
    expect(stored.code).toBe(0);
    expect(stored.stdout).toContain('OPENAI_API_KEY (line 1): stored');
    expect(stored.stderr).toContain('still holds the values as plain text');
    expect(await show(at, 'OPENAI_API_KEY')).toBe(`${key}\n`);
    expect(await show(at, 'GITHUB_TOKEN')).toBe('$(touch pwned)\n');
    expect(fs.existsSync(join(at, 'pwned'))).toBe(false);
    for (const { stdout, stderr } of [planned, unasked, stored]) {
      expect(stdout + stderr).not.toContain(key);
    }

    const again = await aimJson<Imported>(['secrets', 'import', '.env'], { home: at });
    expect(again).toMatchObject({ exitCode: 0, data: { applied: true } });
    expect(again.data.steps.map(({ action }) => action)).toEqual(['same', 'same', 'skip']);
  });

  it('leaves what differs with 4, and replaces it with --force', async () => {
    const at = home();
    await aim(['secrets', 'set', 'OPENAI_API_KEY', '--stdin'], { home: at, input: 'older' });
    const kept = await aim(['secrets', 'import', '.env', '--yes'], { home: at });
    expect([kept.code, await show(at, 'OPENAI_API_KEY')]).toEqual([4, 'older\n']);
    expect(await show(at, 'GITHUB_TOKEN')).toBe('$(touch pwned)\n');
    expect((await aim(['secrets', 'import', '.env', '--yes', '--force'], { home: at })).code).toBe(
      0,
    );
    expect(await show(at, 'OPENAI_API_KEY')).toBe(`${key}\n`);
    await aim(['secrets', 'rollback', 'OPENAI_API_KEY'], { home: at });
    expect(await show(at, 'OPENAI_API_KEY')).toBe('older\n');
  });

  it('asks on a terminal, and stores nothing without a yes', async () => {
    const at = home();
    const refused = aimOnTerminal(['secrets', 'import', '.env'], { home: at });
    await refused.shows('Store 2 secrets? [y/N]');
    refused.type('n\r');
    expect(await refused.ended).toBe(0);
    expect(await names(at)).toEqual([]);
    const session = aimOnTerminal(['secrets', 'import', '.env'], { home: at });
    await session.shows('Store 2 secrets? [y/N]');
    session.type('y\r');
    expect(await session.ended).toBe(0);
    expect((await names(at)).map(({ name }) => name)).toEqual(['GITHUB_TOKEN', 'OPENAI_API_KEY']);
    expect(refused.output() + session.output()).not.toContain(key);
  });

  it('reads UTF-16 from stdin, and the environment', async () => {
    const at = home(Buffer.from(`\uFEFF${text}`, 'utf16le'));
    const input = fs.readFileSync(join(at, '.env'), 'latin1');
    expect(input).toContain('\0');
    const script = '"$0" "$1" secrets import - --only OPENAI_API_KEY --yes < .env';
    const aimFile = join(import.meta.dirname, '../../bundle/aim.js');
    execFileSync('sh', ['-c', script, process.execPath, aimFile], {
      cwd: at,
      env: { PATH: '/usr/bin:/bin', HOME: at },
      stdio: 'ignore',
    });
    expect(await show(at, 'OPENAI_API_KEY')).toBe(`${key}\n`);
    const env = { GROQ_API_KEY: 'gsk_0123456789', EDITOR: 'vi' };
    const answer = await aimJson<Imported>(['secrets', 'import', '--from', 'env', '--yes'], {
      home: at,
      env,
    });
    expect(answer.data.steps).toEqual([{ name: 'GROQ_API_KEY', action: 'add' }]);
    expect(await show(at, 'GROQ_API_KEY')).toBe('gsk_0123456789\n');
  });

  it.each([
    [[], 'Say what to import'],
    [['--from', 'env', '.env'], '--from env takes no FILE'],
    [['--from', 'env', '--all'], 'the whole environment'],
    [['--from', 'backup'], 'Say what to import'],
    [['.env', '--all', '--only', 'PORT'], 'exclude each other'],
    [['.env', '--identity', 'x'], 'are for --from backup'],
    [['.env', '--only', 'PROT'], 'did you mean PORT?'],
    [['.'], 'is a folder'],
    [['nowhere'], 'is not there'],
    [['open'], `open:2: the quote " is not closed`],
  ])('refuses %j', async (args, message) => {
    const at = home();
    fs.writeFileSync(join(at, 'open'), `A_KEY=${key}\nB_KEY="${key}\n`);
    const answer = await aim(['secrets', 'import', ...args, '--yes'], { home: at });
    expect([answer.code, answer.stdout]).toEqual([2, '']);
    expect(answer.stderr).toContain(message);
    expect(answer.stderr).not.toContain(key);
    expect(await names(at)).toEqual([]);
  });
});

describe('another AIM', () => {
  itNeeds(
    ['age', 'age-keygen'],
    'gives what its backup holds, by the age program too',
    async () => {
      const from = home();
      await aim(['secrets', 'import', '.env', '--all', '--yes'], { home: from });
      const identity = join(from, 'key.txt');
      execFileSync('age-keygen', ['-o', identity], { stdio: 'ignore' });
      const recipient = /age1\w+/.exec(fs.readFileSync(identity, 'utf8'))?.[0] as string;
      const file = join(from, 'secrets.age');
      await aim(['secrets', 'backup', file, '--recipient', recipient], { home: from });
      const plain = execFileSync('age', ['-d', '-i', identity, file]);
      fs.writeFileSync(file, execFileSync('age', ['-a', '-r', recipient], { input: plain }));

      const at = tempFolder();
      const wanted = ['secrets', 'import', file, '--yes'];
      const wrong = await aim(wanted, { home: at });
      expect(wrong.stderr).toContain(`aim secrets import --from backup ${file}`);
      const args = [...wanted, '--from', 'backup', '--identity', identity, '--only', 'PORT'];
      const { data } = await aimJson<Imported>(args, { home: at });
      expect(data.steps).toEqual([{ name: 'PORT', action: 'add' }]);
      expect(await show(at, 'PORT')).toBe('3000\n');
    },
  );
});
