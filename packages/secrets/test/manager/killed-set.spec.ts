import { beforeAll, describe, expect, it } from '@jest/globals';
import { AimError } from '@aim/core';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { SecretsManager } from '../../src/index.js';
import { setSecret } from '../../src/manager/change-secret.js';
import { secretsContext } from '../../src/manager/secrets-context.js';
import { buildDriver } from '../support/build-driver.js';
import { temporaryHome, type TemporaryHome } from '../support/temporary-home.js';

let driver: string;
beforeAll(async () => {
  driver = await buildDriver();
});

async function killedSet(home: TemporaryHome, moment: string): Promise<void> {
  const child = spawn(process.execPath, [driver, 'killed', 'KEY', 'of the killed', moment], {
    env: { AIM_HOME: join(home.root, 'aim'), HOME: home.root },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
}

const managerOf = (home: TemporaryHome) => new SecretsManager({ ...home, backend: 'file' });

describe('a set of a new name that is killed', () => {
  it.each(['after the value', 'auto, after the value'])(
    '%s: the value is listed',
    async (moment) => {
      const home = temporaryHome();
      await killedSet(home, moment);
      const secrets = managerOf(home);
      const unsure = { name: 'KEY', backend: 'file', exists: null, checkedAt: null };
      expect(await secrets.listSecrets()).toMatchObject([unsure]);
      expect(await secrets.getSecret('KEY')).toBe('of the killed');
      const [verified] = await secrets.verifySecrets();
      expect(verified).toMatchObject({ exists: true, lengthBytes: 'of the killed'.length });
      const again = await secrets.setSecret('KEY', 'of the killed');
      expect(again).toMatchObject({ created: false, chosenBy: 'recorded' });
      expect(again.secret.fingerprint).toBe(verified?.fingerprint);
    },
  );

  it.each(['before the value', 'auto, before the value'])(
    '%s: it is not known whether there is one, until it is asked',
    async (moment) => {
      const home = temporaryHome();
      await killedSet(home, moment);
      const secrets = managerOf(home);
      expect(await secrets.listSecrets()).toMatchObject([{ name: 'KEY', exists: null }]);
      expect(await secrets.getSecret('KEY')).toBeUndefined();
      expect(await secrets.verifySecrets()).toMatchObject([{ name: 'KEY', exists: false }]);
      expect(await secrets.deleteSecret('KEY')).toBe(true);
      expect(await secrets.listSecrets()).toEqual([]);
    },
  );

  it.each(['before the value', 'after the value'])(
    '%s: a new set makes it whole',
    async (moment) => {
      const home = temporaryHome();
      await killedSet(home, moment);
      const secrets = managerOf(home);
      const result = await secrets.setSecret('KEY', 'whole');
      expect(result).toMatchObject({
        created: true,
        chosenBy: 'explicit',
        secret: { exists: true },
      });
      expect(await secrets.getSecret('KEY')).toBe('whole');
      expect(await secrets.listSecrets()).toHaveLength(1);
    },
  );

  it('is not bound to the store that it had chosen, and the note says what may be left there', async () => {
    const home = temporaryHome();
    await killedSet(home, 'auto, in the keychain');
    const secrets = managerOf(home);
    expect(await secrets.listSecrets()).toMatchObject([{ backend: 'keychain', exists: null }]);
    const result = await secrets.setSecret('KEY', 'elsewhere');
    expect(result).toMatchObject({ backend: 'file', created: true });
    expect(result.note).toContain('an interrupted set may have left a value in');
    expect(await secrets.getSecret('KEY')).toBe('elsewhere');
  });

  it('loses what it left in the first store when it is set in another', async () => {
    const home = temporaryHome();
    await killedSet(home, 'after the value');
    const context = secretsContext({ ...home, backend: 'keychain' });
    const file = await context.store('file');
    const keychain = { ...file, id: 'keychain' as const, set: async () => undefined };
    const store = async (id: string) => (id === 'keychain' ? keychain : file);
    await setSecret({ ...context, store }, { name: 'KEY', value: 'x', details: {} });
    expect((await file.get(['KEY'])).get('KEY')).toEqual({ state: 'absent' });
  });
});

describe('a set of a new name that fails', () => {
  it('leaves no row', async () => {
    const home = temporaryHome();
    const context = secretsContext({ ...home, backend: 'file' });
    const file = await context.store('file');
    const set = async () => {
      throw new AimError('file.permission', 'the disk is full');
    };
    const failing = { ...context, store: async () => ({ ...file, set }) };
    await expect(
      setSecret(failing, { name: 'KEY', value: 'x', details: {} }),
    ).rejects.toMatchObject({ code: 'file.permission' });
    expect(await managerOf(home).listSecrets()).toEqual([]);
  });
});
