import { describe, expect, it } from '@jest/globals';
import { SecretsManager } from '../../src/index.js';
import { versionEntry } from '../../src/manager/versions.js';
import { fileStore } from '../../src/store/file/file-store.js';
import { temporaryHome } from '../support/temporary-home.js';

const dayMs = 24 * 3_600_000;

/** A vault whose clock is moved by hand. */
function fileVault() {
  const home = temporaryHome();
  let now = new Date('2026-11-21T10:00:00.000Z');
  const host = { ...home.host, now: () => now };
  const secrets = new SecretsManager({ ...home, host, backend: 'file' });
  const holds = async (entry: string) =>
    (await fileStore(host, home.paths).get([entry])).get(entry)?.state;
  return { secrets, holds, later: (ms: number) => (now = new Date(now.getTime() + ms)) };
}

describe('a secret that is rotated', () => {
  it('has the new value, and the old one for the time that was said', async () => {
    const { secrets, holds, later } = fileVault();
    await secrets.setSecret('KEY', 'old', { description: 'mine', expiresAt: '2026-12-01' });
    const { secret, old } = await secrets.rotateSecret('KEY', { value: 'new', keepMs: dayMs });
    expect(secret).toMatchObject({ description: 'mine', expiresAt: null });
    expect(old).toMatchObject({ version: 1, retiresAt: '2026-11-22T10:00:00.000Z' });
    expect(await secrets.getSecret('KEY')).toBe('new');
    expect(await secrets.listVersions('KEY')).toHaveLength(1);

    later(dayMs);
    expect(await secrets.listVersions('KEY')).toEqual([]);
    await expect(secrets.rollbackSecret('KEY')).rejects.toMatchObject({ code: 'secret.absent' });
    expect(await holds(versionEntry('KEY', 1))).toBe('present');
    await secrets.dropRetired();
    expect(await holds(versionEntry('KEY', 1))).toBe('absent');
    expect(await secrets.getSecret('KEY')).toBe('new');
  });

  it('goes back with the expiry that the old value had', async () => {
    const { secrets } = fileVault();
    await secrets.setSecret('KEY', 'old', { expiresAt: '2026-12-01' });
    await secrets.rotateSecret('KEY', { value: 'new', keepMs: dayMs, expiresAt: '2027-06-01' });
    expect((await secrets.describeSecret('KEY'))?.expiresAt).toBe('2027-06-01T00:00:00.000Z');
    await secrets.rollbackSecret('KEY');
    expect(await secrets.getSecret('KEY')).toBe('old');
    expect((await secrets.describeSecret('KEY'))?.expiresAt).toBe('2026-12-01T00:00:00.000Z');
    await secrets.rollbackSecret('KEY');
    expect(await secrets.getSecret('KEY')).toBe('new');
    expect((await secrets.describeSecret('KEY'))?.expiresAt).toBe('2027-06-01T00:00:00.000Z');
  });

  it('loses its old value with the next change of any secret', async () => {
    const { secrets, holds, later } = fileVault();
    await secrets.setSecret('KEY', 'older');
    await secrets.setSecret('KEY', 'old');
    await secrets.rotateSecret('KEY', { value: 'new', keepMs: dayMs });
    later(dayMs);
    await secrets.setSecret('OTHER', 'x');
    expect(await holds(versionEntry('KEY', 2))).toBe('absent');
    expect(await secrets.listVersions('KEY')).toMatchObject([{ version: 1 }]);
    await secrets.rollbackSecret('KEY');
    expect(await secrets.getSecret('KEY')).toBe('older');
  });

  it('has to be there, and the value to be another', async () => {
    const { secrets } = fileVault();
    const rotation = { value: 'same', keepMs: dayMs };
    const absent = { code: 'secret.absent' };
    await expect(secrets.rotateSecret('KEY', rotation)).rejects.toMatchObject(absent);
    await secrets.setSecret('KEY', 'same');
    const same = { code: 'usage.invalid', message: 'That is the value that KEY has already' };
    await expect(secrets.rotateSecret('KEY', rotation)).rejects.toMatchObject(same);
    await expect(secrets.checkRotation('KEY', 'same')).rejects.toMatchObject(same);
    await secrets.checkRotation('KEY', 'other');
    expect(await secrets.listVersions('KEY')).toEqual([]);
  });
});

describe('a value that is only looked at', () => {
  it('does not count as used', async () => {
    const { secrets } = fileVault();
    await secrets.setSecret('KEY', 'value');
    const answers = await secrets.readSecrets(['KEY'], { isUse: false });
    expect(answers.get('KEY')).toEqual({ state: 'present', value: 'value' });
    expect((await secrets.describeSecret('KEY'))?.lastUsedAt).toBeNull();
    await secrets.getSecret('KEY');
    expect((await secrets.describeSecret('KEY'))?.lastUsedAt).not.toBeNull();
  });
});
