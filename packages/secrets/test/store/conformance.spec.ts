import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { itNeeds } from '../../../core/test/support/needs.js';
import { storeConformance } from '../../src/conformance.js';
import { secretsContext } from '../../src/manager/secrets-context.js';
import { envStore } from '../../src/store/env/env-store.js';
import { fileStore } from '../../src/store/file/file-store.js';
import { keychainStore } from '../../src/store/keychain/keychain-store.js';
import { ownHelperFile } from '../../src/store/keychain/ask-helper.js';
import type { SecretStore } from '../../src/store/secret-store.js';
import { isOnPath } from '../../../core/test/support/needs.js';
import { keyringPrograms, startKeyring, type Keyring } from '../support/keyring.js';
import { temporaryHome, withEnv } from '../support/temporary-home.js';

describe('the file store with a key file', () => {
  const { host, paths } = temporaryHome();
  const store = fileStore(host, paths);
  for (const [name, test] of Object.entries(storeConformance)) it(name, () => test(store));
});

describe('the file store with a passphrase', () => {
  const home = temporaryHome();
  const passphrase = join(home.root, 'passphrase');
  fs.writeFileSync(passphrase, 'correct horse\n', { mode: 0o600 });
  const { host, paths } = withEnv(home, { AIM_PASSPHRASE_FILE: passphrase });
  const store = fileStore(host, paths);
  for (const [name, test] of Object.entries(storeConformance)) it(name, () => test(store));
});

describe('the file store with its key in a real gnome-keyring', () => {
  const home = temporaryHome();
  let keyring: Keyring | undefined;
  let store: SecretStore;

  beforeAll(async () => {
    if (!keyringPrograms.every(isOnPath)) return;
    keyring = await startKeyring(home.root, 'unlocked');
    const { host, paths } = withEnv(home, keyring.env);
    // The lock that writers hold makes it.
    fs.mkdirSync(paths.secretsDir, { recursive: true });
    const { keychain } = secretsContext({ host, paths, keychainDeadlineMs: 20_000 });
    store = fileStore(host, paths, { keychain });
  });
  afterAll(async () => {
    await keyring?.stop();
  });

  for (const [name, test] of Object.entries(storeConformance)) {
    itNeeds(keyringPrograms, name, () => test(store));
  }
  itNeeds(keyringPrograms, 'has made no key file', () => {
    expect(store.protection()).toBe('vault-keychain');
    expect(fs.existsSync(home.paths.keyDir)).toBe(false);
  });
});

describe('the keychain store on a real gnome-keyring', () => {
  const home = temporaryHome();
  let keyring: Keyring | undefined;
  let store: SecretStore;

  beforeAll(async () => {
    if (!keyringPrograms.every(isOnPath)) return;
    keyring = await startKeyring(home.root, 'unlocked');
    store = keychainStore({
      host: withEnv(home, keyring.env).host,
      service: `aim-test-${randomUUID()}`,
      helperFile: ownHelperFile(),
      deadlineMs: 20_000,
      knownKeys: () => new Set(),
      writerFile: join(home.root, 'keychain-writer.json'),
      overflowDir: join(home.root, 'overflow'),
    });
  });
  afterAll(async () => {
    await keyring?.stop();
  });

  for (const [name, test] of Object.entries(storeConformance)) {
    itNeeds(keyringPrograms, name, () => test(store));
  }
});

describe('the environment store', () => {
  const store = envStore({ env: { OPENAI_API_KEY: 'sk-1', EMPTY: '', AIM_HOME: '/x' } });

  it('reads what is set, also when it is empty', async () => {
    expect([...(await store.get(['OPENAI_API_KEY', 'EMPTY']))]).toEqual([
      ['OPENAI_API_KEY', { state: 'present', value: 'sk-1' }],
      ['EMPTY', { state: 'present', value: '' }],
    ]);
  });

  it('answers absent for what is not set, is no variable, or is a setting of AIM', async () => {
    const names = ['NEVER', 'openai/work', 'a.b', 'toString', 'AIM_HOME'];
    const answers = await store.get(names);
    expect(names.map((name) => answers.get(name)?.state)).toEqual(Array(5).fill('absent'));
  });

  it('refuses to change anything', async () => {
    await expect(store.set('OPENAI_API_KEY', 'x')).rejects.toMatchObject({
      code: 'secret.read_only',
    });
    await expect(store.delete('OPENAI_API_KEY')).rejects.toMatchObject({
      code: 'secret.read_only',
    });
    expect(await store.delete('NEVER')).toBe(false);
  });
});
