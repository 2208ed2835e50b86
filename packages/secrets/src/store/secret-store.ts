import {
  isAimError,
  type AimError,
  type ErrorCode,
  type Protection,
  type StoreId,
} from '@aim/core';

/** What a store says of one name. "Not there" is one of six different answers. */
export type SecretAnswer =
  | { state: 'present'; value: string }
  | { state: 'absent' }
  | { state: FailedState; error: AimError };

export type FailedState = 'locked' | 'denied' | 'unavailable' | 'corrupt' | 'timeout';

/**
 * A place that keeps values. Every store passes `storeConformance`. Names and values are
 * checked before they get here; names of AIM's own entries begin with a dot. Writers hold the lock
 * of all secrets.
 */
export interface SecretStore {
  readonly id: StoreId;
  /** Reads without a question to the store. */
  protection(): Protection;
  /** Answers for every name that was asked; a failure is an answer, not a throw. */
  get(names: readonly string[]): Promise<Map<string, SecretAnswer>>;
  /** @throws AimError `secret.*`, `file.*`; the old value is then still there */
  set(name: string, value: string): Promise<void>;
  /** False when there was nothing to delete. @throws AimError `secret.*`, `file.*` */
  delete(name: string): Promise<boolean>;
}

/** The answer that stands for a failed store; anything but a user error is thrown on. */
export function failedAnswer(error: unknown): SecretAnswer {
  if (!isAimError(error)) throw error;
  return { state: stateOfCode[error.code] ?? 'unavailable', error };
}

const stateOfCode: Partial<Record<ErrorCode, FailedState>> = {
  'secret.locked': 'locked',
  'secret.denied': 'denied',
  'secret.corrupt': 'corrupt',
  'secret.timeout': 'timeout',
  'file.corrupt': 'corrupt',
  'file.insecure': 'denied',
  'file.permission': 'denied',
};
