import { describe, expect, it } from '@jest/globals';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson } from '../support/aim.js';

const set = (home: string, name: string, input: string) =>
  aim(['secrets', 'set', name, '--stdin'], { home, input });
const show = async (home: string, name: string) =>
  (await aim(['secrets', 'get', name, '--show'], { home })).stdout;

describe('a key that was replaced by mistake', () => {
  it('is found in the history, put back, and renamed', async () => {
    const home = tempFolder();
    await set(home, 'KEY', 'sk-good-0123456789');
    await set(home, 'KEY', 'sk-wrong-0123456789');
    const history = await aim(['secrets', 'history', 'KEY'], { home });
    expect(history.stdout).toMatch(/^VERSION .*\nnow .* 19 .*\n1 .* 18 /);
    expect(history.stdout).not.toContain('sk-');

    const planned = await aim(['secrets', 'rollback', 'KEY', '--dry-run'], { home });
    expect(planned.stdout).toContain('Would roll back KEY to version 1');
    expect(await show(home, 'KEY')).toBe('sk-wrong-0123456789\n');
    expect((await aim(['secrets', 'rollback', 'KEY'], { home })).code).toBe(0);
    expect((await aim(['secrets', 'rename', 'KEY', 'OPENAI_API_KEY'], { home })).code).toBe(0);
    expect(await show(home, 'OPENAI_API_KEY')).toBe('sk-good-0123456789\n');
    expect((await aim(['secrets', 'get', 'KEY'], { home })).code).toBe(1);

    const log = join(home, '.local/share/aim/audit');
    const { data } = await aimJson<{ lastEvent: { event_type: string } }>(['status'], { home });
    expect(data.lastEvent.event_type).toBe('secret_get');
    const day = new Date().toISOString().slice(0, 10);
    const text = readFileSync(join(log, `${day}.jsonl`), 'utf8');
    expect(text).toContain('"event_type":"secret_rollback"');
    expect(text).toContain('"event_type":"secret_rename"');
    expect(text).not.toContain('sk-');
  });

  it.each([
    [['secrets', 'rollback', 'KEY', 'two'], 2, '"two" is not the number of a version'],
    [['secrets', 'rollback', 'KEY', '7'], 1, 'No version 7 of KEY is kept'],
    [['secrets', 'history', 'KYE'], 1, 'did you mean KEY?'],
    [['secrets', 'rename', 'KEY', 'OTHER'], 2, 'A secret named OTHER is there already'],
  ])('says what is wrong: aim %j', async (args, code, message) => {
    const home = tempFolder();
    await set(home, 'KEY', 'a');
    await set(home, 'OTHER', 'b');
    const answer = await aim(args, { home });
    expect([answer.code, answer.stdout]).toEqual([code, '']);
    expect(answer.stderr).toContain(message);
  });
});

describe('a backup', () => {
  async function backedUp() {
    const home = tempFolder();
    const passphrase = join(home, 'passphrase');
    writeFileSync(passphrase, 'correct horse\n', { mode: 0o600 });
    await set(home, 'KEY', 'sk-good-0123456789');
    const file = join(home, 'secrets.age');
    const made = await aim(['secrets', 'backup', file, '--passphrase-file', passphrase], { home });
    return { home, file, passphrase, made };
  }

  it('moves the secrets to an empty home', async () => {
    const { file, passphrase, made } = await backedUp();
    expect([made.code, made.stdout]).toEqual([0, `✔ Wrote 1 secret to ${file}\n`]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'latin1')).not.toContain('sk-good');
    const other = tempFolder();
    const restore = ['secrets', 'restore', file, '--passphrase-file', passphrase];
    const answer = await aimJson<{ steps: object[] }>(restore, { home: other });
    expect(answer.data.steps).toEqual([{ name: 'KEY', action: 'add' }]);
    expect(await show(other, 'KEY')).toBe('sk-good-0123456789\n');
  });

  it('leaves what differs, says so, and does not replace a file that is there', async () => {
    const { home, file, passphrase } = await backedUp();
    await set(home, 'KEY', 'newer');
    const restored = await aim(['secrets', 'restore', file, '--passphrase-file', passphrase], {
      home,
    });
    expect([restored.code, await show(home, 'KEY')]).toEqual([4, 'newer\n']);
    const again = await aim(['secrets', 'backup', file], { home });
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('is there already')]);
  });
});

describe('aim secrets doctor', () => {
  it('names a damaged index and the command that mends it, which does', async () => {
    const home = tempFolder();
    await set(home, 'A', 'a');
    await set(home, 'B', 'b');
    const index = join(home, '.local/share/aim/secrets/index.json');
    writeFileSync(index, '{');
    const sick = await aim(['secrets', 'doctor'], { home });
    expect(sick.code).toBe(1);
    expect(sick.stdout).toContain('aim secrets restore --index');
    expect((await aim(['secrets', 'restore', '--index'], { home })).code).toBe(0);
    expect((await aim(['secrets', 'doctor'], { home })).code).toBe(0);
    expect(await show(home, 'A')).toBe('a\n');
  });

  it('names a secret that is listed and not in its store', async () => {
    const home = tempFolder();
    await set(home, 'A', 'a');
    rmSync(join(home, '.local/share/aim/secrets/vault.aim'));
    const { stdout, code } = await aim(['secrets', 'doctor'], { home });
    expect([code, stdout]).toEqual([1, expect.stringContaining('A is listed, and the store does')]);
    expect(stdout).toContain('try: aim secrets set A');
  });
});
