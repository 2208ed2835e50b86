import { beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { itNeeds } from '../../../core/test/support/needs.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimFile, aimJson } from '../support/aim.js';

const hostile = `it's "$(touch pwned)" \\ \\\\ \`x\` 100% !! 🙂\nsecond line\n\n`;
const home = tempFolder();

beforeAll(async () => {
  const script = `#!/bin/sh\nexec '${process.execPath}' '${aimFile}' "$@"\n`;
  writeFileSync(join(home, 'aim'), script);
  chmodSync(join(home, 'aim'), 0o755);
  const set = (name: string, value: string) =>
    aim(['secrets', 'set', name, '--stdin'], { home, input: `${value}\n` });
  await set('HOSTILE', hostile);
  await set('OPENAI_API_KEY', 'sk-test-1234567890abcdef');
});

/** What a shell does with a line, in which `aim` is a command. */
function shell(name: string, line: string) {
  const env = { PATH: `${home}:/usr/bin:/bin`, HOME: home };
  const { status, stdout, stderr } = spawnSync(name, ['-c', line], {
    env,
    cwd: home,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe.each(['bash', 'dash', 'zsh', 'fish'])(
  'eval "$(aim secrets export --all)" in %s',
  (name) => {
    itNeeds([name], 'gives every program of the shell the values as they are', () => {
      const line = 'eval "$(aim secrets export --all)"; printenv HOSTILE OPENAI_API_KEY';
      const expected = `${hostile}\nsk-test-1234567890abcdef\n`;
      expect(shell(name, line)).toEqual({ status: 0, stdout: expected, stderr: '' });
    });
  },
);

describe('aim secrets export', () => {
  itNeeds(['fish'], 'is sourced by fish in its own format', () => {
    const line = 'aim secrets export --all --format fish | source; printenv HOSTILE';
    expect(shell('fish', line).stdout).toBe(`${hostile}\n`);
  });

  it('ends quietly where its reader leaves in the midst', async () => {
    const value = 'x'.repeat(500_000);
    await aim(['secrets', 'set', 'LARGE', '--stdin'], { home, input: value });
    const line = 'aim secrets export LARGE --format json | head -c 1; echo "${PIPESTATUS[0]}"';
    expect(shell('bash', line)).toEqual({ status: 0, stdout: '{0\n', stderr: '' });
    await aim(['secrets', 'delete', 'LARGE', '--yes'], { home });
  });

  it('answers with the text among the data under --json', async () => {
    const { data } = await aimJson(['secrets', 'export', 'K=OPENAI_API_KEY'], { home });
    expect(data).toEqual({
      format: 'sh',
      variables: ['K'],
      unnamed: [],
      missing: [],
      text: "export K='sk-test-1234567890abcdef'\n",
    });
  });

  it('prints the masks of a job instead of the variables', async () => {
    const args = [
      'secrets',
      'export',
      'OPENAI_API_KEY',
      '--format',
      'github-actions',
      '--add-mask',
    ];
    const { stdout } = await aim(args, { home });
    expect(stdout).toBe('::add-mask::sk-test-1234567890abcdef\n');
  });

  it.each([
    ['neither a name nor --all', []],
    ['both', ['OPENAI_API_KEY', '--all']],
    ['a format that there is not', ['--all', '--format', 'yaml']],
    ['masks for a shell', ['--all', '--add-mask']],
    ['a value with = in the place of a name', ['TOKEN=a=b']],
  ])('refuses %s', async (_what, args) => {
    const { code, stdout, stderr } = await aim(['secrets', 'export', ...args], { home });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('error: ');
    expect(stderr).not.toContain('a=b');
  });

  it('ends with 1 for a secret that is not there, and prints nothing', async () => {
    const call = aim(['secrets', 'export', 'OPENAI_API_KEY', 'NOT_THERE'], { home });
    expect(await call).toMatchObject({ code: 1, stdout: '' });
  });

  it('ends with 2 for a value that the format cannot hold, and names the secret', async () => {
    const { code, stdout, stderr } = await aim(
      ['secrets', 'export', '--all', '--format', 'docker-env'],
      { home },
    );
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('docker-env cannot hold HOSTILE: the value has a line break in it');
    expect(stderr).not.toContain('pwned');
  });

  it('ends with 11 where the vault is locked', async () => {
    const locked = tempFolder();
    const passphrase = join(locked, 'passphrase');
    writeFileSync(passphrase, 'a long passphrase', { mode: 0o600 });
    const env = { AIM_PASSPHRASE_FILE: passphrase };
    await aim(['secrets', 'set', 'A', '--stdin'], { home: locked, env, input: 'v' });
    const call = aim(['secrets', 'export', '--all'], { home: locked });
    expect(await call).toMatchObject({ code: 11, stdout: '' });
  });

  it('warns of names that are none of a variable; --quiet does not', async () => {
    const other = tempFolder();
    await aim(['secrets', 'set', 'github/work', '--stdin'], { home: other, input: 'v' });
    const all = ['secrets', 'export', '--all'];
    const { code, stdout, stderr } = await aim(all, { home: other });
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('github/work');
    expect(await aim([...all, '--quiet'], { home: other })).toMatchObject({ code: 0, stderr: '' });
  });
});
