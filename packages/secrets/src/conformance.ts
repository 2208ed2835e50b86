// The contract of `@aim/secrets/conformance`: what a store has to do, as tests for any runner.
import { isAimError } from '@aim/core';
import assert from 'node:assert/strict';
import type { SecretAnswer, SecretStore } from './store/secret-store.js';

/** A test of one store: rejects with an `AssertionError` when the store does otherwise. */
export type StoreCase = (store: SecretStore) => Promise<void>;

/**
 * What every store that can be written has to do, by name. It needs no test runner:
 *
 * ```ts
 * for (const [name, check] of Object.entries(storeConformance)) it(name, () => check(store));
 * ```
 *
 * The store has to be writable and to begin empty, and may be the same for all cases, in any order,
 * one at a time: each case stores under names of its own, and leaves them there. The values take up
 * to 1 MiB.
 */
export const storeConformance: Readonly<Record<string, StoreCase>> = {
  'answers absent for a name that was never stored': async (store) => {
    assert.deepEqual(await read(store, 'NEVER'), { state: 'absent' });
  },
  'answers for every name of a batch, and for no other': async (store) => {
    await store.set('BATCH_A', 'a');
    await store.set('BATCH_B', 'b');
    await store.set('BATCH_C', 'c');
    await expectAnswers(store, {
      BATCH_A: { state: 'present', value: 'a' },
      BATCH_NONE: { state: 'absent' },
      BATCH_C: { state: 'present', value: 'c' },
    });
  },
  'answers nothing when nothing is asked': async (store) => {
    assert.equal((await store.get([])).size, 0);
  },
  'replaces a value': async (store) => {
    for (const value of ['first', 'second', 'third']) {
      await store.set('REPLACED', value);
      assert.deepEqual(await read(store, 'REPLACED'), { state: 'present', value });
    }
  },
  'keeps the empty value, which is not an absent one': async (store) => {
    for (const value of ['', 'not empty', '']) {
      await store.set('EMPTY', value);
      assert.deepEqual(await read(store, 'EMPTY'), { state: 'present', value });
    }
  },
  'gives back white space, punctuation and scripts as they were': (store) =>
    roundTrip(store, {
      SPACE: ' \t\r\n leading and trailing \n',
      PUNCTUATION: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
      SHELL: '$(touch /tmp/x) `id` "q" \'s\' \\n %PATH% ${HOME}',
      MARK: 'v1:looks like a mark',
      SCRIPTS: 'Ξεσκεπάζω את Жълтата дюля 日本語 🔑\u{10FFFF}',
      NOT_NORMALIZED: 'e\u0301 is not \u00e9',
      CONTROLS: '\u0001\u007f\u0080\ufeff\u2028',
    }),
  'gives back 100 KiB and 1 MiB': (store) =>
    roundTrip(store, { LONG: 'k'.repeat(100 * 1024), LONGEST: 'é'.repeat(512 * 1024) }),
  'keeps names apart that look alike': (store) => {
    const names = ['alike', 'ALIKE', 'alike/a', 'alike.a', 'alike-a', '__proto__', 'constructor'];
    return roundTrip(store, Object.fromEntries(names.map((name) => [name, `value of ${name}`])));
  },
  'deletes one and leaves the others': async (store) => {
    await store.set('DELETED', 'a');
    await store.set('LEFT', 'b');
    assert.equal(await store.delete('DELETED'), true);
    assert.deepEqual(await read(store, 'DELETED'), { state: 'absent' });
    assert.deepEqual(await read(store, 'LEFT'), { state: 'present', value: 'b' });
  },
  'says when there was nothing to delete': async (store) => {
    assert.equal(await store.delete('NEVER'), false);
  },
};

/**
 * What a store has to do while it is locked or cannot be reached, by name. Give a store in that
 * state, which holds a value or not: it may not answer "absent", since it cannot know.
 */
export const failedStoreConformance: Readonly<Record<string, StoreCase>> = {
  'answers a failure for every name of a batch': async (store) => {
    const names = ['FAILED_A', 'FAILED_B'];
    const answers = await store.get(names);
    assert.deepEqual([...answers.keys()].sort(), names);
    for (const answer of answers.values()) {
      assert.ok(answer.state !== 'absent', 'a store that cannot be read says absent');
      assert.ok(answer.state !== 'present', 'a store that cannot be read gives a value');
      assert.ok(isAimError(answer.error), 'the failure has no user error');
    }
  },
  'refuses to store with a user error': (store) =>
    assert.rejects(store.set('FAILED_A', 'value'), isAimError),
  'refuses to delete with a user error, and never says that there was nothing': (store) =>
    assert.rejects(store.delete('FAILED_A'), isAimError),
};

async function read(store: SecretStore, name: string): Promise<SecretAnswer | undefined> {
  return (await store.get([name])).get(name);
}

async function roundTrip(store: SecretStore, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await store.set(name, value);
  const answers = Object.entries(values).map(([name, value]): [string, SecretAnswer] => [
    name,
    { state: 'present', value },
  ]);
  await expectAnswers(store, Object.fromEntries(answers));
}

async function expectAnswers(
  store: SecretStore,
  expected: Record<string, SecretAnswer>,
): Promise<void> {
  const answers = await store.get(Object.keys(expected));
  assert.deepEqual(new Map(answers), new Map(Object.entries(expected)));
}
