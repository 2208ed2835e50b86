import { describe, expect, it } from '@jest/globals';
import { AimError } from '@aim/core';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { failedStoreConformance, storeConformance } from '../src/conformance.js';
import { fileStore } from '../src/store/file/file-store.js';
import { ownHelperFile } from '../src/store/keychain/ask-helper.js';
import { keychainStore } from '../src/store/keychain/keychain-store.js';
import type { SecretAnswer, SecretStore } from '../src/store/secret-store.js';
import { temporaryHome, withEnv } from './support/temporary-home.js';

/** What a store takes at least. */
function toyStore(change: Partial<SecretStore> = {}): SecretStore {
  const values = new Map<string, string>();
  const answer = (name: string): SecretAnswer => {
    const value = values.get(name);
    return value === undefined ? { state: 'absent' } : { state: 'present', value };
  };
  return {
    id: 'file',
    protection: () => 'key-file',
    get: async (names) => new Map(names.map((name) => [name, answer(name)])),
    set: async (name, value) => void values.set(name, value),
    delete: async (name) => values.delete(name),
    ...change,
  };
}

const locked = () => new AimError('secret.locked', 'It is locked');

/** The same store when it is locked. */
function lockedToyStore(change: Partial<SecretStore> = {}): SecretStore {
  const refuse = () => Promise.reject(locked());
  return toyStore({
    get: async (names) =>
      new Map(names.map((name) => [name, { state: 'locked', error: locked() }])),
    set: refuse,
    delete: refuse,
    ...change,
  });
}

/** The names of the cases that a store does not pass. */
async function failedCases(
  cases: typeof storeConformance,
  store: SecretStore,
): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const [name, check] of Object.entries(cases)) {
    await check(store).catch(() => failed.push(name));
  }
  return failed;
}

describe('the conformance suite', () => {
  it('passes a store that does what it has to', async () => {
    expect(await failedCases(storeConformance, toyStore())).toEqual([]);
    expect(await failedCases(failedStoreConformance, lockedToyStore())).toEqual([]);
  });

  it('takes a store that has seen all cases before', async () => {
    const store = toyStore();
    await failedCases(storeConformance, store);
    const again = Object.fromEntries(Object.entries(storeConformance).reverse());
    expect(await failedCases(again, store)).toEqual([]);
  });

  it('finds a store that drops empty values', async () => {
    const { get, set, ...rest } = toyStore();
    const store = {
      ...rest,
      get,
      set: async (...[name, value]: Parameters<typeof set>) => {
        if (value === '') await rest.delete(name);
        else await set(name, value);
      },
    };
    expect(await failedCases(storeConformance, store)).toEqual([
      'keeps the empty value, which is not an absent one',
    ]);
  });

  it('finds a store that forgets the last name of a batch', async () => {
    const whole = toyStore();
    const store = {
      ...whole,
      get: (names: readonly string[]) => whole.get(names.length > 1 ? names.slice(0, -1) : names),
    };
    expect(await failedCases(storeConformance, store)).toContain(
      'answers for every name of a batch, and for no other',
    );
  });

  it('finds a store that takes two names for one', async () => {
    const whole = toyStore();
    const get = async (names: readonly string[]) => {
      const answers = await whole.get(names.map((name) => name.toLowerCase()));
      return new Map(names.map((name) => [name, answers.get(name.toLowerCase()) as SecretAnswer]));
    };
    const set = (name: string, value: string) => whole.set(name.toLowerCase(), value);
    const remove = (name: string) => whole.delete(name.toLowerCase());
    expect(await failedCases(storeConformance, { ...whole, get, set, delete: remove })).toEqual([
      'keeps names apart that look alike',
    ]);
  });

  it('finds a locked store that says absent, or that there was nothing to delete', async () => {
    const { get } = toyStore();
    expect(await failedCases(failedStoreConformance, lockedToyStore({ get }))).toEqual([
      'answers a failure for every name of a batch',
    ]);
    const silent = lockedToyStore({ delete: async () => false });
    expect(await failedCases(failedStoreConformance, silent)).toEqual([
      'refuses to delete with a user error, and never says that there was nothing',
    ]);
  });
});

describe('a file vault whose passphrase is not at hand', () => {
  const home = temporaryHome();
  const passphrase = join(home.root, 'passphrase');
  fs.writeFileSync(passphrase, 'correct horse\n', { mode: 0o600 });
  const open = withEnv(home, { AIM_PASSPHRASE_FILE: passphrase });
  const sealed = fileStore(open.host, open.paths).set('FAILED_A', 'sealed');
  const store = fileStore(home.host, home.paths);
  for (const [name, check] of Object.entries(failedStoreConformance)) {
    it(name, async () => {
      await sealed;
      await check(store);
    });
  }
});

describe('a keychain without a session bus', () => {
  const { host, root } = temporaryHome();
  const store = keychainStore({
    host,
    service: 'aim-test',
    helperFile: ownHelperFile(),
    deadlineMs: 20_000,
    knownKeys: () => new Set(),
    writerFile: join(root, 'keychain-writer.json'),
    overflowDir: join(root, 'overflow'),
  });
  for (const [name, check] of Object.entries(failedStoreConformance)) {
    it(name, () => check(store));
  }
});
