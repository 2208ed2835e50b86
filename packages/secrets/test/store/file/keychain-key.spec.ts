import { afterEach, describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { itNeeds } from '../../../../core/test/support/needs.js';
import { SecretsManager, type SecretsOptions } from '../../../src/index.js';
import { secretsContext } from '../../../src/manager/secrets-context.js';
import { fileGuard, fileStore, vaultPath } from '../../../src/store/file/file-store.js';
import { vaultKeyAccount } from '../../../src/store/file/keychain-key.js';
import { keychainStore } from '../../../src/store/keychain/keychain-store.js';
import type { SecretStore } from '../../../src/store/secret-store.js';
import { keyringPrograms, startKeyring } from '../../support/keyring.js';
import {
  filesBelow,
  temporaryHome,
  withEnv,
  type TemporaryHome,
} from '../../support/temporary-home.js';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

type Home = TemporaryHome;

/** The home with a session bus; its keyring goes with the test. */
async function onKeyring(at: Home, state: 'unlocked' | 'locked' | 'absent'): Promise<Home> {
  const { env, stop } = await startKeyring(at.root, state);
  stops.push(stop);
  return withEnv(at, env);
}

async function stopKeyring(): Promise<void> {
  await stops.pop()?.();
}

function fileVault({ host, paths }: Home, options: Partial<SecretsOptions> = {}): SecretsManager {
  return new SecretsManager({
    ...{ host, paths, backend: 'file', keychainDeadlineMs: 20_000 },
    ...options,
  });
}

function passphraseFile(at: Home): string {
  const file = join(at.root, 'passphrase');
  fs.writeFileSync(file, 'correct horse\n', { mode: 0o600 });
  return file;
}

async function keychainOf({ host, paths }: Home): Promise<SecretStore> {
  // The lock that writers hold makes it.
  fs.mkdirSync(paths.secretsDir, { recursive: true });
  const { keychain } = secretsContext({ host, paths, keychainDeadlineMs: 20_000 });
  return keychainStore(await keychain());
}

const keyFile = (at: Home) => join(at.paths.keyDir, 'vault.key');

async function expectRefused(at: Home, code: string): Promise<void> {
  const before = filesBelow(join(at.root, 'aim'));
  const error = { code, hint: expect.any(String) };
  await expect(fileVault(at).getSecret('KEY')).rejects.toMatchObject(error);
  await expect(fileVault(at).setSecret('KEY', 'other')).rejects.toMatchObject(error);
  await expect(fileVault(at).deleteSecret('KEY')).rejects.toMatchObject(error);
  expect(fs.readFileSync(vaultPath(at.paths))).toEqual(before.get(vaultPath(at.paths)));
  expect(fs.existsSync(keyFile(at))).toBe(false);
}

describe('a vault that is made where a keychain answers', () => {
  itNeeds(keyringPrograms, 'has its key there, and no key file', async () => {
    const at = await onKeyring(temporaryHome(), 'unlocked');
    expect(await fileVault(at).vaultStatus()).toMatchObject({ protection: null, note: null });
    const result = await fileVault(at).setSecret('KEY', 'sk-sealed');
    expect(result).toMatchObject({ backend: 'file', protection: 'vault-keychain' });
    expect(await fileVault(at).getSecret('KEY')).toBe('sk-sealed');
    expect(await fileVault(at).vaultStatus()).toMatchObject({
      protection: 'vault-keychain',
      note: null,
    });
    expect(fs.existsSync(keyFile(at))).toBe(false);
    const entry = (await (await keychainOf(at)).get([vaultKeyAccount])).get(vaultKeyAccount);
    const key = (entry as { value: string }).value;
    for (const content of filesBelow(join(at.root, 'aim')).values()) {
      expect(content.includes(key) || content.includes('sk-sealed')).toBe(false);
    }
  });

  itNeeds(keyringPrograms, 'takes the key that the keychain has already', async () => {
    const at = await onKeyring(temporaryHome(), 'unlocked');
    const keychain = await keychainOf(at);
    const key = Buffer.alloc(32, 7).toString('base64');
    await keychain.set(vaultKeyAccount, key);
    await fileVault(at).setSecret('KEY', 'x');
    const entry = (await keychain.get([vaultKeyAccount])).get(vaultKeyAccount);
    expect(entry).toEqual({ state: 'present', value: key });
    expect(await fileVault(at).getSecret('KEY')).toBe('x');
  });

  itNeeds(keyringPrograms, 'is not made with an entry that is no key', async () => {
    const at = await onKeyring(temporaryHome(), 'unlocked');
    const keychain = await keychainOf(at);
    await keychain.set(vaultKeyAccount, 'not a key');
    await expect(fileVault(at).setSecret('KEY', 'x')).rejects.toMatchObject({
      code: 'secret.corrupt',
    });
    expect(fs.existsSync(vaultPath(at.paths))).toBe(false);
    expect(fs.existsSync(keyFile(at))).toBe(false);
    expect((await keychain.get([vaultKeyAccount])).get(vaultKeyAccount)).toMatchObject({
      value: 'not a key',
    });
  });

  itNeeds(keyringPrograms, 'moves to the passphrase at the next write', async () => {
    const at = await onKeyring(temporaryHome(), 'unlocked');
    await fileVault(at).setSecret('KEY', 'x');
    const guarded = withEnv(at, { AIM_PASSPHRASE_FILE: passphraseFile(at) });
    expect(await fileVault(guarded).getSecret('KEY')).toBe('x');
    expect(await fileVault(guarded).setSecret('OTHER', 'y')).toMatchObject({
      protection: 'passphrase',
    });
    await stopKeyring();
    expect(await fileVault(guarded).getSecret('KEY')).toBe('x');
    await expect(fileVault(at).getSecret('KEY')).rejects.toMatchObject({ code: 'secret.locked' });
  });
});

describe('a vault whose key is in a keychain', () => {
  async function sealed(): Promise<Home> {
    const at = await onKeyring(temporaryHome(), 'unlocked');
    await fileVault(at).setSecret('KEY', 'x');
    return at;
  }

  itNeeds(keyringPrograms, 'that is locked, is locked', async () => {
    const at = await sealed();
    await stopKeyring();
    await expectRefused(await onKeyring(at, 'locked'), 'secret.locked');
  });

  itNeeds(keyringPrograms, 'that is gone, cannot be reached', async () => {
    const at = await sealed();
    await stopKeyring();
    await expectRefused(await onKeyring(at, 'absent'), 'secret.unavailable');
    await expectRefused(
      withEnv(at, { DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '' }),
      'secret.unavailable',
    );
  });

  itNeeds(keyringPrograms, 'that lost the key, is corrupt and kept', async () => {
    const at = await sealed();
    await (await keychainOf(at)).delete(vaultKeyAccount);
    await expectRefused(at, 'secret.corrupt');
    const keychain = await keychainOf(at);
    expect((await keychain.get([vaultKeyAccount])).get(vaultKeyAccount)?.state).toBe('absent');
  });

  itNeeds(keyringPrograms, 'is refused for any changed byte of its head', async () => {
    const at = await sealed();
    const path = vaultPath(at.paths);
    const whole = fs.readFileSync(path);
    // Without a keychain: a head that still asked for it would say unavailable.
    const read = async () => (await fileStore(at.host, at.paths).get(['KEY'])).get('KEY')?.state;
    expect(await read()).toBe('unavailable');
    for (let byte = 8; byte < 13; byte++) {
      for (let bit = 0; bit < 8; bit++) {
        const damaged = Buffer.from(whole);
        damaged[byte] = (damaged[byte] as number) ^ (1 << bit);
        fs.writeFileSync(path, damaged);
        expect(await read()).toBe('corrupt');
      }
    }
  });
});

describe('a vault that is made where the keychain fails', () => {
  const expectNothingMade = async (at: Home, code: string, options = {}) => {
    await expect(fileVault(at, options).setSecret('KEY', 'x')).rejects.toMatchObject({
      code,
      hint: expect.stringContaining('AIM_PASSPHRASE_FILE'),
    });
    expect(fs.existsSync(vaultPath(at.paths))).toBe(false);
    expect(fs.existsSync(keyFile(at))).toBe(false);
    expect(await fileVault(at).listSecrets()).toEqual([]);
  };

  itNeeds(keyringPrograms, 'locked: nothing is stored', async () => {
    const at = temporaryHome();
    const open = await onKeyring(at, 'unlocked');
    await (await keychainOf(open)).set('SOME', 'x');
    await stopKeyring();
    await expectNothingMade(await onKeyring(at, 'locked'), 'secret.locked');
  });

  it('silent: nothing is stored', async () => {
    const at = temporaryHome();
    const socket = join(at.root, 'bus');
    const server = createServer((connection) => connection.on('error', () => undefined));
    server.listen(socket);
    await once(server, 'listening');
    stops.push(async () => void server.close());
    const silent = withEnv(at, { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` });
    await expectNothingMade(silent, 'secret.timeout', { keychainDeadlineMs: 700 });
  });

  itNeeds(['dbus-run-session'], 'absent: the key file, and labelled so', async () => {
    const at = await onKeyring(temporaryHome(), 'absent');
    expect(await fileVault(at).setSecret('KEY', 'x')).toMatchObject({
      protection: 'key-file',
      note: expect.stringContaining('protected by file permissions only'),
    });
    expect(fs.existsSync(keyFile(at))).toBe(true);
  });
});

describe('a vault with a key file', () => {
  itNeeds(keyringPrograms, 'stays with it when a keychain comes', async () => {
    const at = temporaryHome();
    await fileVault(at).setSecret('KEY', 'x');
    const later = await onKeyring(at, 'unlocked');
    expect(await fileVault(later).setSecret('KEY', 'y')).toMatchObject({ protection: 'key-file' });
    expect(await fileVault(at).getSecret('KEY')).toBe('y');
    const entry = await (await keychainOf(later)).get([vaultKeyAccount]);
    expect(entry.get(vaultKeyAccount)?.state).toBe('absent');
  });

  it('is what a program gets that cannot ask a keychain', () => {
    const { host, paths } = withEnv(temporaryHome(), { DBUS_SESSION_BUS_ADDRESS: 'x' });
    expect(fileGuard(host, paths).protection).toBe('key-file');
  });
});
