import type { AimError } from '@aim/core';
import type { FailedState, SecretAnswer, SecretStore } from '../secret-store.js';
import type { HelperAnswer, HelperCall, KeychainOptions } from './ask-helper.js';
import { askKeychain, reasonOf } from './ask-keychain.js';
import { keychainError } from './keychain-errors.js';

/** The operating system's keychain, asked in a process that can be killed. */
export function keychainStore(options: KeychainOptions): SecretStore {
  const failure = (answer: HelperAnswer, name: string): AimError =>
    keychainError(answer.state as FailedState, reasonOf(answer, options), name);
  const toSecretAnswer = (answer: HelperAnswer, name: string): SecretAnswer => {
    if (answer.state === 'present' || answer.state === 'absent') return answer as SecretAnswer;
    return { state: answer.state as FailedState, error: failure(answer, name) };
  };
  const change = async (call: HelperCall) => {
    const [answer] = (await askKeychain(options, [call])) as [HelperAnswer];
    if (answer.state === 'done' || answer.state === 'absent') return answer.state === 'done';
    throw failure(answer, call.account);
  };
  return {
    id: 'keychain',
    protection: () => 'keychain',
    get: async (names) => {
      const calls = names.map((account) => ({ op: 'get' as const, account }));
      const answers = await askKeychain(options, calls);
      return new Map(
        answers.map((answer, i) => {
          const name = names[i] as string;
          return [name, toSecretAnswer(answer, name)];
        }),
      );
    },
    set: async (account, value) => {
      await change({ op: 'set', account, value });
    },
    delete: (account) => change({ op: 'delete', account }),
  };
}
