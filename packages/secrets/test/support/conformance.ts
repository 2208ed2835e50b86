import { expect } from '@jest/globals';
import type { SecretStore } from '../../src/store/secret-store.js';

/** One value read back; what every store has to answer in the same way. */
async function read(store: SecretStore, name: string) {
  return (await store.get([name])).get(name);
}

type Case = (store: SecretStore) => Promise<void>;

async function roundTrip(store: SecretStore, values: readonly string[]): Promise<void> {
  const names = values.map((_, i) => `VALUE_${i}`);
  for (const [i, value] of values.entries()) await store.set(names[i] as string, value);
  const answers = await store.get(names);
  expect(names.map((name) => answers.get(name))).toEqual(
    values.map((value) => ({ state: 'present', value })),
  );
}

/** What every store that can be written has to do. Each case uses names of its own. */
export const conformance: Record<string, Case> = {
  'answers absent for a name that was never stored': async (store) => {
    expect(await read(store, 'NEVER')).toEqual({ state: 'absent' });
  },
  'answers for every name of a batch': async (store) => {
    await store.set('BATCH_A', 'a');
    await store.set('BATCH_B', 'b');
    expect([...(await store.get(['BATCH_A', 'BATCH_NONE', 'BATCH_B']))]).toEqual([
      ['BATCH_A', { state: 'present', value: 'a' }],
      ['BATCH_NONE', { state: 'absent' }],
      ['BATCH_B', { state: 'present', value: 'b' }],
    ]);
  },
  'answers nothing when nothing is asked': async (store) => {
    expect((await store.get([])).size).toBe(0);
  },
  'replaces a value, also by the empty one and back': async (store) => {
    for (const value of ['first', 'second', '', 'third']) {
      await store.set('REPLACED', value);
      expect(await read(store, 'REPLACED')).toEqual({ state: 'present', value });
    }
  },
  'gives back white space, punctuation and scripts as they were': (store) =>
    roundTrip(store, [
      ' \t\r\n leading and trailing \n',
      '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
      '$(touch /tmp/x) `id` "q" \'s\' \\n %PATH% ${HOME}',
      'v1:looks like a mark',
      'Ξεσκεπάζω את Жълтата дюля 日本語 🔑\u{10FFFF}',
      'e\u0301 is not \u00e9',
      '\u0001\u007f\u0080\ufeff\u2028',
    ]),
  'gives back 100 KiB and 1 MiB': (store) =>
    roundTrip(store, ['k'.repeat(100 * 1024), 'é'.repeat(512 * 1024)]),
  'keeps names apart that look alike': async (store) => {
    const names = ['alike', 'ALIKE', 'alike/a', 'alike.a', 'alike-a', '__proto__', 'constructor'];
    for (const name of names) await store.set(name, `value of ${name}`);
    const answers = await store.get(names);
    for (const name of names) {
      expect(answers.get(name)).toEqual({ state: 'present', value: `value of ${name}` });
    }
  },
  'deletes one and leaves the others': async (store) => {
    await store.set('DELETED', 'a');
    await store.set('LEFT', 'b');
    expect(await store.delete('DELETED')).toBe(true);
    expect(await read(store, 'DELETED')).toEqual({ state: 'absent' });
    expect(await read(store, 'LEFT')).toEqual({ state: 'present', value: 'b' });
  },
  'says when there was nothing to delete': async (store) => {
    expect(await store.delete('NEVER')).toBe(false);
  },
};
