import { AimError, isAimError, type ErrorCode } from '@aim/core';
import type { KeychainOptions } from '../keychain/keychain-call.js';
import { keychainStore } from '../keychain/keychain-store.js';
import { newRandomKey, parseRandomKey } from './random-key.js';

/** The keychain's entry for the random key of the file vault; no secret can have this name. */
export const vaultKeyAccount = '.vault-key';

/**
 * The random key of a vault that was sealed with it.
 *
 * @throws AimError `secret.corrupt` when there is none or it is no key; `secret.locked`,
 *   `secret.denied`, `secret.unavailable`, `secret.timeout` of the keychain
 */
export async function readKeychainKey(options: KeychainOptions): Promise<Buffer> {
  const key = await readKey(options).catch((error: unknown) => {
    throw keyError(error, 'Nothing was changed. Mend that, then try again');
  });
  if (key !== undefined) return key;
  throw wrongEntry('The key of the vault is not in the OS keychain any more');
}

/**
 * The random key for a new vault: the one that the keychain has already, else a new one that it
 * proved to keep. Undefined where there is no keychain. An entry that is there is never replaced.
 *
 * @throws AimError `secret.corrupt`, `secret.locked`, `secret.denied`, `secret.timeout`
 */
export async function offeredKeychainKey(options: KeychainOptions): Promise<Buffer | undefined> {
  try {
    const present = await readKey(options);
    if (present !== undefined) return present;
    await keychainStore(options).set(vaultKeyAccount, newRandomKey());
    // What it says now is the key, also when an AIM of another home wrote at the same time.
    return await readKey(options);
  } catch (error) {
    if (isAimError(error) && error.code === 'secret.unavailable') return undefined;
    throw keyError(
      error,
      'Nothing was stored. Unlock it, or seal the vault with a passphrase: export AIM_PASSPHRASE_FILE=FILE',
    );
  }
}

async function readKey(options: KeychainOptions): Promise<Buffer | undefined> {
  const answer = (await keychainStore(options).get([vaultKeyAccount])).get(vaultKeyAccount);
  if (answer === undefined || answer.state === 'absent') return undefined;
  if (answer.state === 'corrupt') throw wrongEntry(damaged);
  if ('error' in answer) throw answer.error;
  const key = parseRandomKey(answer.value);
  if (key === undefined) throw wrongEntry(damaged);
  return key;
}

/** The same failure of the keychain, told of the vault instead of an entry that nobody knows. */
function keyError(error: unknown, hint: string): unknown {
  if (!isAimError(error)) return error;
  const words = sentences[error.code];
  if (words === undefined) return error;
  const reason = error.details?.['reason'];
  return new AimError(error.code, `The key of the vault is in the OS keychain, which ${words}`, {
    hint,
    cause: error,
    details: { reason },
  });
}

const sentences: Partial<Record<ErrorCode, string>> = {
  'secret.locked': 'is locked',
  'secret.denied': 'refuses access',
  'secret.unavailable': 'cannot be reached',
  'secret.timeout': 'does not answer',
};

function wrongEntry(message: string): AimError {
  return new AimError('secret.corrupt', message, {
    hint: `Nothing was changed. Put its entry "${vaultKeyAccount}" back into the keychain, or restore a backup: aim secrets restore FILE --force`,
    details: { account: vaultKeyAccount },
  });
}

const damaged = 'The key of the vault in the OS keychain is damaged';
