import { AimError, type ErrorCode } from '@aim/core';
import type { FailedState } from '../secret-store.js';

/** A failed answer of the keychain as a user error; `details.reason` says why in a few words. */
export function keychainError(state: FailedState, reason: string, name: string): AimError {
  const code: ErrorCode = `secret.${state}`;
  return new AimError(code, `${name}: ${sentences[state](reason)}`, {
    hint: hints[state],
    details: { reason, name },
  });
}

const sentences: Record<FailedState, (reason: string) => string> = {
  locked: () => 'the keychain is locked',
  denied: (reason) => `the keychain refused access: ${reason}`,
  unavailable: (reason) => `the keychain cannot be reached: ${reason}`,
  corrupt: () => 'the keychain holds an entry that AIM did not write',
  timeout: (reason) => `the keychain is silent: ${reason}`,
};

const useFile =
  'keep new secrets in a file sealed with a passphrase: AIM_SECRETS_BACKEND=file AIM_PASSPHRASE_FILE=FILE';
const hints: Record<FailedState, string> = {
  locked: `Unlock it, or ${useFile}`,
  denied: `Allow the access, or ${useFile}`,
  unavailable: `See that the session has a keychain, or ${useFile}`,
  corrupt: 'It is left as it is. To replace it: aim secrets delete KEY, then aim secrets set KEY',
  timeout: `A question to unlock it may be waiting on the screen; or ${useFile}`,
};
