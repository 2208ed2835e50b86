import { isAimError, type AimError } from '@aim/core';
import {
  failedAnswer,
  type FailedState,
  type SecretAnswer,
  type SecretStore,
} from '../secret-store.js';
import { askKeychain, reasonOf } from './ask-keychain.js';
import { formatEntry, parseEntry } from './entry-format.js';
import type { KeychainAnswer, KeychainCall, KeychainOptions } from './keychain-call.js';
import { keychainError } from './keychain-errors.js';
import { damaged, forgetBeside, openBeside, overflows, sealBeside } from './overflow.js';

/**
 * The operating system's keychain, asked in a way that can be given up at any time. A value that is
 * too long for the smallest platform's keychain lies sealed beside it.
 */
export function keychainStore(options: KeychainOptions): SecretStore {
  const place = { folder: options.overflowDir, host: options.host };
  const change = async (call: KeychainCall) => {
    const [answer] = (await askKeychain(options, [call])) as [KeychainAnswer];
    if (answer.state === 'done' || answer.state === 'absent') return answer.state === 'done';
    throw failure(options, answer, call.account);
  };
  return {
    id: 'keychain',
    protection: () => 'keychain',
    get: (names) => readEntries(options, names),
    set: async (account, value) => {
      if (!overflows(value)) {
        await change({ op: 'set', account, value: formatEntry({ value, isSealed: false }) });
        forgetBeside(place, account);
        return;
      }
      const reference = sealBeside(place, account, value);
      const entry = formatEntry({ value: reference, isSealed: true });
      await change({ op: 'set', account, value: entry });
      forgetBeside(place, account, reference);
    },
    delete: async (account) => {
      const deleted = await change({ op: 'delete', account });
      forgetBeside(place, account);
      return deleted;
    },
  };
}

/** Asks once more for what was replaced between the question to the keychain and the file. */
async function readEntries(
  options: KeychainOptions,
  names: readonly string[],
): Promise<Map<string, SecretAnswer>> {
  const answers = new Map<string, SecretAnswer>();
  let missing = await readOnce(options, names, answers);
  if (missing.length > 0) missing = await readOnce(options, missing, answers);
  for (const name of missing) {
    const error = damaged(name, `its sealed file in ${options.overflowDir} is missing`);
    answers.set(name, { state: 'corrupt', error });
  }
  return answers;
}

/** Answers the names whose entry refers to a file that is not there. */
async function readOnce(
  options: KeychainOptions,
  names: readonly string[],
  answers: Map<string, SecretAnswer>,
): Promise<string[]> {
  const calls = names.map((account) => ({ op: 'get' as const, account }));
  const found = await askKeychain(options, calls);
  const missing: string[] = [];
  for (const [i, name] of names.entries()) {
    const answer = toSecretAnswer(options, found[i] as KeychainAnswer, name);
    if (answer === undefined) missing.push(name);
    else answers.set(name, answer);
  }
  return missing;
}

function toSecretAnswer(
  options: KeychainOptions,
  answer: KeychainAnswer,
  name: string,
): SecretAnswer | undefined {
  if (answer.state === 'absent') return { state: 'absent' };
  if (answer.state !== 'present') {
    return { state: answer.state as FailedState, error: failure(options, answer, name) };
  }
  const entry = parseEntry(answer.value);
  if (entry === undefined) {
    return { state: 'corrupt', error: failure(options, { state: 'corrupt' }, name) };
  }
  if (!entry.isSealed) return { state: 'present', value: entry.value };
  const place = { folder: options.overflowDir, host: options.host };
  try {
    const value = openBeside(place, name, entry.value);
    return value === undefined ? undefined : { state: 'present', value };
  } catch (error) {
    if (!isAimError(error)) throw error;
    return failedAnswer(error);
  }
}

function failure(options: KeychainOptions, answer: KeychainAnswer, name: string): AimError {
  return keychainError(answer.state as FailedState, reasonOf(answer, options), name);
}
