import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { SecretsManager } from '../../src/index.js';
import { versionEntry } from '../../src/manager/versions.js';
import { fileStore } from '../../src/store/file/file-store.js';
import { filesBelow, temporaryHome } from '../support/temporary-home.js';

function fileVault() {
  const home = temporaryHome();
  const secrets = new SecretsManager({ ...home, backend: 'file' });
  return { ...home, secrets };
}

async function setAll(secrets: SecretsManager, name: string, values: readonly string[]) {
  for (const value of values) await secrets.setSecret(name, value);
}

describe('earlier values of a secret', () => {
  it('are the last five, and each can be put back', async () => {
    const { secrets } = fileVault();
    await setAll(secrets, 'KEY', ['one', 'two', 'three', 'four', 'five', 'six', 'seven']);
    const versions = await secrets.listVersions('KEY');
    expect(versions.map(({ version }) => version)).toEqual([2, 3, 4, 5, 6]);
    expect(await secrets.readVersion('KEY', 2)).toBe('two');
    await expect(secrets.readVersion('KEY', 1)).rejects.toMatchObject({ code: 'secret.absent' });
    await secrets.rollbackSecret('KEY');
    expect(await secrets.getSecret('KEY')).toBe('six');
    await secrets.rollbackSecret('KEY', 3);
    expect(await secrets.getSecret('KEY')).toBe('three');
    await secrets.rollbackSecret('KEY', 7);
    expect(await secrets.getSecret('KEY')).toBe('seven');
  });

  it('are none for a new name, and none more for the same value again', async () => {
    const { secrets } = fileVault();
    await setAll(secrets, 'KEY', ['one', 'one', '', '']);
    expect(await secrets.listVersions('KEY')).toMatchObject([{ version: 1, lengthBytes: 3 }]);
    await secrets.rollbackSecret('KEY');
    expect(await secrets.getSecret('KEY')).toBe('one');
  });

  it('that are not kept cannot be put back, and nothing changes', async () => {
    const { secrets, paths } = fileVault();
    await setAll(secrets, 'KEY', ['one']);
    const before = filesBelow(paths.secretsDir);
    await expect(secrets.rollbackSecret('KEY')).rejects.toMatchObject({ code: 'secret.absent' });
    await expect(secrets.rollbackSecret('KEY', 9)).rejects.toThrow('No version 9 of KEY is kept');
    await expect(secrets.rollbackSecret('NONE')).rejects.toMatchObject({ code: 'secret.absent' });
    expect(filesBelow(paths.secretsDir)).toEqual(before);
  });

  it('go with the secret', async () => {
    const { secrets, host, paths } = fileVault();
    await setAll(secrets, 'KEY', ['one', 'two', '3', '4', '5', '6', '7']);
    const entries = [1, 2, 3, 4, 5, 6, 7].map((version) => versionEntry('KEY', version));
    const held = async () => {
      const answers = await fileStore(host, paths).get(entries);
      return entries.filter((entry) => answers.get(entry)?.state === 'present');
    };
    expect(await held()).toEqual(entries.slice(1, 6));
    await secrets.deleteSecret('KEY');
    expect(await held()).toEqual([]);
    await setAll(secrets, 'KEY', ['three']);
    expect(await secrets.listVersions('KEY')).toEqual([]);
  });

  it('are on record before the value is replaced', async () => {
    const { secrets, paths } = fileVault();
    await setAll(secrets, 'KEY', ['one', 'two']);
    const vault = join(paths.secretsDir, 'vault.aim');
    const index = fs.readFileSync(join(paths.secretsDir, 'index.json'), 'utf8');
    // The store refuses the third value: the row is as it was, with the version of the second set.
    fs.chmodSync(vault, 0o644);
    await expect(secrets.setSecret('KEY', 'three')).rejects.toMatchObject({
      code: 'file.insecure',
    });
    expect(fs.readFileSync(join(paths.secretsDir, 'index.json'), 'utf8')).toBe(index);
    fs.chmodSync(vault, 0o600);
    expect(await secrets.getSecret('KEY')).toBe('two');
  });

  it('are nowhere in clear', async () => {
    const { secrets, paths } = fileVault();
    await setAll(secrets, 'KEY', ['first-value-0123456789', 'second-value-0123456789']);
    for (const content of filesBelow(paths.secretsDir).values()) {
      expect(content.includes('value-0123456789')).toBe(false);
    }
  });
});

describe('a secret that is renamed', () => {
  it('keeps value, description, expiry and versions, and its old name is free', async () => {
    const { secrets } = fileVault();
    await setAll(secrets, 'OLD', ['one']);
    await secrets.setSecret('OLD', 'two', { description: 'mine', expiresAt: '2027-01-31' });
    const info = await secrets.renameSecret('OLD', 'team/new');
    expect(info).toMatchObject({
      name: 'team/new',
      description: 'mine',
      expiresAt: '2027-01-31T00:00:00.000Z',
      exists: true,
    });
    expect((await secrets.listSecrets()).map(({ name }) => name)).toEqual(['team/new']);
    expect(await secrets.getSecret('OLD')).toBeUndefined();
    expect(await secrets.getSecret('team/new')).toBe('two');
    await secrets.rollbackSecret('team/new');
    expect(await secrets.getSecret('team/new')).toBe('one');
  });

  it('does not take the place of another, and must be there', async () => {
    const { secrets } = fileVault();
    await setAll(secrets, 'A', ['a']);
    await setAll(secrets, 'B', ['b']);
    await expect(secrets.renameSecret('A', 'B')).rejects.toMatchObject({ code: 'secret.exists' });
    await expect(secrets.renameSecret('A', 'A')).rejects.toMatchObject({ code: 'secret.exists' });
    await expect(secrets.renameSecret('C', 'D')).rejects.toMatchObject({ code: 'secret.absent' });
    await expect(secrets.renameSecret('A', '1x')).rejects.toMatchObject({
      code: 'secret.invalid_name',
    });
    expect([await secrets.getSecret('A'), await secrets.getSecret('B')]).toEqual(['a', 'b']);
  });
});

describe('a version that is listed and was never stored, as after a crash in between', () => {
  it('cannot be put back, and is not in the way of the next', async () => {
    const { secrets, paths } = fileVault();
    const vault = join(paths.secretsDir, 'vault.aim');
    await setAll(secrets, 'KEY', ['one']);
    const before = fs.readFileSync(vault);
    await setAll(secrets, 'KEY', ['two']);
    fs.writeFileSync(vault, before, { mode: 0o600 });
    await expect(secrets.rollbackSecret('KEY')).rejects.toMatchObject({ code: 'secret.absent' });
    await setAll(secrets, 'KEY', ['three']);
    await secrets.rollbackSecret('KEY');
    expect(await secrets.getSecret('KEY')).toBe('one');
  });
});
