import { beforeEach, describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { SecretsManager } from '../../src/index.js';
import { temporaryHome, type TemporaryHome } from '../support/temporary-home.js';

let home: TemporaryHome;
let secrets: SecretsManager;

beforeEach(() => {
  home = temporaryHome();
  secrets = new SecretsManager({ ...home, backend: 'file' });
});

const indexFile = () => join(home.paths.secretsDir, 'index.json');
const later = (iso: string) =>
  new SecretsManager({
    ...home,
    backend: 'file',
    host: { ...home.host, now: () => new Date(iso) },
  });

describe('the index', () => {
  it('keeps what was said at the first set, and counts time from there', async () => {
    const first = await secrets.setSecret('KEY', 'one', {
      description: 'kept',
      expiresAt: '2027-01-31',
    });
    const second = await later('2026-06-01T00:00:00Z').setSecret('KEY', 'two');
    expect(second.created).toBe(false);
    expect(second.secret).toMatchObject({
      description: 'kept',
      expiresAt: '2027-01-31T00:00:00.000Z',
      createdAt: '2026-05-01T10:00:00.000Z',
      updatedAt: '2026-06-01T00:00:00.000Z',
    });
    expect(second.secret.fingerprint).not.toBe(first.secret.fingerprint);
  });

  it('knows when a secret was last read, but a check is no use', async () => {
    await secrets.setSecret('KEY', 'value');
    await secrets.setSecret('UNREAD', 'value');
    await secrets.verifySecrets();
    await later('2026-07-01T00:00:00Z').getSecret('KEY');
    expect((await secrets.listSecrets()).map((secret) => secret.lastUsedAt)).toEqual([
      '2026-07-01T00:00:00.000Z',
      null,
    ]);
  });

  it('a read succeeds where its use cannot be noted', async () => {
    await secrets.setSecret('KEY', 'value');
    fs.writeFileSync(join(home.paths.secretsDir, 'last-used'), 'in the way');
    expect(await secrets.getSecret('KEY')).toBe('value');
  });

  it('shows equal values of one index by equal fingerprints, and of two indexes by none', async () => {
    const other = temporaryHome();
    const set = async (manager: SecretsManager, name: string) =>
      (await manager.setSecret(name, 'same')).secret.fingerprint;
    expect(await set(secrets, 'A')).toBe(await set(secrets, 'B'));
    const elsewhere = new SecretsManager({ ...other, backend: 'file' });
    expect(await set(elsewhere, 'A')).not.toBe((await secrets.listSecrets())[0]?.fingerprint);
  });

  it('is for its owner only', async () => {
    await secrets.setSecret('KEY', 'value');
    expect(fs.statSync(indexFile()).mode & 0o777).toBe(0o600);
    expect(fs.statSync(home.paths.secretsDir).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['no JSON', '{"version":1,'],
    ['another version', '{"version":2,"salt":"x","secrets":[]}'],
    ['an unknown shape', '{"version":1,"salt":"x","secrets":[{"name":"KEY"}]}'],
    ['nothing', ''],
  ])('with %s is refused by everything and kept as it is', async (_, content) => {
    await secrets.setSecret('KEY', 'value');
    fs.writeFileSync(indexFile(), content);
    const vault = fs.readFileSync(join(home.paths.secretsDir, 'vault.aim'));
    const corrupt = { code: 'file.corrupt', message: expect.stringContaining(indexFile()) };
    await expect(secrets.listSecrets()).rejects.toMatchObject(corrupt);
    await expect(secrets.getSecret('KEY')).rejects.toMatchObject(corrupt);
    await expect(secrets.setSecret('OTHER', 'x')).rejects.toMatchObject(corrupt);
    await expect(secrets.deleteSecret('KEY')).rejects.toMatchObject(corrupt);
    await expect(secrets.vaultStatus()).rejects.toMatchObject({ code: 'file.corrupt' });
    expect(fs.readFileSync(indexFile(), 'utf8')).toBe(content);
    expect(fs.readFileSync(join(home.paths.secretsDir, 'vault.aim')).equals(vault)).toBe(true);
  });

  it('keeps fields of a later AIM', async () => {
    await secrets.setSecret('KEY', 'value');
    const index = JSON.parse(fs.readFileSync(indexFile(), 'utf8'));
    index.later = true;
    index.secrets[0].later = 'too';
    fs.writeFileSync(indexFile(), JSON.stringify(index));
    await secrets.setSecret('KEY', 'new');
    expect(JSON.parse(fs.readFileSync(indexFile(), 'utf8'))).toMatchObject({
      later: true,
      secrets: [{ later: 'too' }],
    });
  });
});
