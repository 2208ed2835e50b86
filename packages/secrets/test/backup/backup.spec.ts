import { describe, expect, it } from '@jest/globals';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { itNeeds } from '../../../core/test/support/needs.js';
import { isSealedWithPassphrase, SecretsManager } from '../../src/index.js';
import { encryptAge } from '../../src/backup/age.js';
import { filesBelow, temporaryHome } from '../support/temporary-home.js';

function fileVault() {
  const home = temporaryHome();
  return { ...home, secrets: new SecretsManager({ ...home, backend: 'file' }) };
}

async function ageKey() {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

const values = {
  EMPTY: '',
  LONG: 'é'.repeat(4000),
  MULTI: 'a\nb\r\n"c"\u{1F511}',
  'openai/work': 'x',
};

async function filled() {
  const from = fileVault();
  for (const [name, value] of Object.entries(values)) await from.secrets.setSecret(name, value);
  await from.secrets.setSecret('MULTI', values.MULTI, {
    description: 'lines',
    expiresAt: '2027-01-31',
  });
  return from;
}

describe('a backup', () => {
  it('brings every value to another machine, and does nothing the second time', async () => {
    const { secrets } = await filled();
    const { identity, recipient } = await ageKey();
    const { file, names, missing } = await secrets.backUp({ recipients: [recipient] });
    expect([names, missing]).toEqual([Object.keys(values).sort(), []]);

    const other = fileVault();
    const source = { file, path: 'backup.age', key: { identities: [identity] } };
    const plan = await other.secrets.planRestore(source);
    expect(plan.steps.map(({ action }) => action)).toEqual(Array(4).fill('add'));
    expect(await other.secrets.listSecrets()).toEqual([]);
    expect((await other.secrets.restore(source)).steps).toEqual(plan.steps);
    for (const [name, value] of Object.entries(values)) {
      expect(await other.secrets.getSecret(name)).toBe(value);
    }
    expect(await other.secrets.describeSecret('MULTI')).toMatchObject({
      description: 'lines',
      expiresAt: '2027-01-31T00:00:00.000Z',
    });
    const before = filesBelow(other.paths.secretsDir);
    const again = await other.secrets.restore(source);
    expect(again.steps.map(({ action }) => action)).toEqual(Array(4).fill('same'));
    const after = filesBelow(other.paths.secretsDir);
    expect([...after.keys()]).toEqual([...before.keys()]);
    expect(after.get(join(other.paths.secretsDir, 'vault.aim'))).toEqual(
      before.get(join(other.paths.secretsDir, 'vault.aim')),
    );
  });

  it('leaves a value that differs, unless it is told to replace it; that keeps a version', async () => {
    const { secrets } = await filled();
    const { file } = await secrets.backUp({ passphrase: 'correct horse' });
    await secrets.setSecret('openai/work', 'newer');
    const source = { file, path: 'backup.age', key: { passphrase: 'correct horse' } };
    const plan = await secrets.restore(source);
    expect(plan.steps.find(({ name }) => name === 'openai/work')?.action).toBe('keep');
    expect(await secrets.getSecret('openai/work')).toBe('newer');
    await secrets.restore({ ...source, force: true });
    expect(await secrets.getSecret('openai/work')).toBe('x');
    await secrets.rollbackSecret('openai/work');
    expect(await secrets.getSecret('openai/work')).toBe('newer');
  });

  it('does not open with another key, and is refused when a bit was changed', async () => {
    const { secrets, paths } = await filled();
    const { file } = await secrets.backUp({ recipients: [(await ageKey()).recipient] });
    const before = filesBelow(paths.secretsDir);
    const restore = (each: Uint8Array, key: Parameters<typeof secrets.restore>[0]['key']) =>
      secrets.restore({ file: each, path: 'b.age', key });
    const other = { identities: [(await ageKey()).identity] };
    await expect(restore(file, other)).rejects.toMatchObject({ code: 'secret.denied' });
    await expect(restore(file, { identities: ['AGE-SECRET-KEY-1WRONG'] })).rejects.toMatchObject({
      code: 'usage.invalid',
      message: 'An age identity is not valid',
    });
    const changed = Uint8Array.from(file);
    changed[changed.length - 3] = (changed[changed.length - 3] as number) ^ 1;
    for (const each of [changed, file.subarray(0, 30), Buffer.from('hello')]) {
      await expect(restore(each, other)).rejects.toMatchObject({
        code: expect.stringMatching(/secret\.(corrupt|denied)/),
      });
    }
    expect(filesBelow(paths.secretsDir)).toEqual(before);
  });

  it('is checked whole before any of it is used, and not quoted', async () => {
    const { secrets } = fileVault();
    const { identity, recipient } = await ageKey();
    const good = { name: 'GOOD', value: 'secret-good', description: '', expiresAt: null };
    const texts = [
      'secret-good is not JSON',
      JSON.stringify({ schema: 'other' }),
      JSON.stringify({
        schema: 'aim-secrets-backup/v1',
        createdAt: '',
        secrets: [good, { ...good, name: '1X' }],
      }),
    ];
    for (const text of texts) {
      const file = await encryptAge(text, { recipients: [recipient] });
      const restored = secrets.restore({ file, path: 'b.age', key: { identities: [identity] } });
      await expect(restored).rejects.toMatchObject({
        code: 'secret.corrupt',
        message: expect.not.stringContaining('secret-good'),
      });
    }
    expect(await secrets.listSecrets()).toEqual([]);
  });

  it('says whether a passphrase opens it', async () => {
    const { secrets } = fileVault();
    const forAll = await secrets.backUp({ passphrase: 'x' });
    const forOne = await secrets.backUp({ recipients: [(await ageKey()).recipient] });
    expect([forAll, forOne].map(({ file }) => isSealedWithPassphrase(file))).toEqual([true, false]);
  });

  itNeeds(['age', 'age-keygen'], 'is opened and made by the age program', async () => {
    const { root, secrets } = await filled();
    const identityFile = join(root, 'key.txt');
    spawnSync('age-keygen', ['-o', identityFile]);
    const text = fs.readFileSync(identityFile, 'utf8');
    const recipient = /age1\w+/.exec(text)?.[0] as string;
    const identity = /AGE-SECRET-KEY-1\w+/.exec(text)?.[0] as string;
    const path = join(root, 'backup.age');
    fs.writeFileSync(path, (await secrets.backUp({ recipients: [recipient] })).file);
    const opened = spawnSync('age', ['-d', '-i', identityFile, path], { encoding: 'utf8' });
    expect(JSON.parse(opened.stdout).secrets).toHaveLength(4);

    const sealed = spawnSync('age', ['-a', '-r', recipient], { input: opened.stdout });
    const other = fileVault();
    await other.secrets.restore({ file: sealed.stdout, path, key: { identities: [identity] } });
    expect(await other.secrets.getSecret('LONG')).toBe(values.LONG);
  });
});

describe('a damaged index', () => {
  it('is refused and kept; the copy of before its last change can be put back', async () => {
    const { secrets, paths } = fileVault();
    await secrets.setSecret('A', 'a');
    await secrets.setSecret('B', 'b');
    await secrets.setSecret('A', 'a2');
    const path = join(paths.secretsDir, 'index.json');
    fs.writeFileSync(path, '{"version":1,"sal');
    await expect(secrets.setSecret('C', 'c')).rejects.toMatchObject({
      code: 'file.corrupt',
      hint: expect.stringContaining('aim secrets restore --index'),
    });
    expect(fs.readFileSync(path, 'utf8')).toBe('{"version":1,"sal');

    const { kept, secretCount } = await secrets.restoreIndex();
    expect(secretCount).toBe(2);
    expect(fs.readFileSync(kept as string, 'utf8')).toBe('{"version":1,"sal');
    expect([await secrets.getSecret('A'), await secrets.getSecret('B')]).toEqual(['a2', 'b']);
  });

  it('without a copy is an error that changes nothing', async () => {
    const { secrets } = fileVault();
    await expect(secrets.restoreIndex()).rejects.toMatchObject({ code: 'secret.absent' });
  });
});
