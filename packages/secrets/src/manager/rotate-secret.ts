import { AimError } from '@aim/core';
import { fingerprint } from '../index/fingerprint.js';
import { findRow, readIndex, type SecretVersion } from '../index/index-file.js';
import { checkSecretValue } from '../secret-value.js';
import { setSecret, type SetResult } from './change-secret.js';
import type { SecretsContext } from './secrets-context.js';
import { listVersions } from './versions.js';

export interface Rotation {
  value: string;
  /** How long the old value is kept, in ms. */
  keepMs: number;
  /** When the new value expires; never unless told. */
  expiresAt?: string;
}

export interface Rotated extends SetResult {
  /** The old value; null when the store did not have it any more. */
  old: SecretVersion | null;
}

/** Replaces a value by another one, and keeps the old one for a time. @throws AimError */
export async function rotateSecret(
  context: SecretsContext,
  name: string,
  { value, keepMs, expiresAt }: Rotation,
): Promise<Rotated> {
  const before = checkRotation(context, name, value);
  const retireOldAt = new Date(context.host.now().getTime() + keepMs).toISOString();
  const details = { expiresAt: expiresAt ?? null };
  const result = await setSecret(context, { name, value, details, retireOldAt });
  const versions = listVersions(context, name);
  const old = versions.findLast((version) => version.fingerprint === before) ?? null;
  return { ...result, old };
}

/**
 * Refuses what is no rotation, without asking a store.
 *
 * @returns the fingerprint of the value that is there
 * @throws AimError `secret.absent`, `secret.invalid_value`; `usage.invalid` for the same value
 */
export function checkRotation({ paths }: SecretsContext, name: string, value: string): string {
  checkSecretValue(value);
  const index = readIndex(paths);
  const row = findRow(index, name);
  if (row === undefined) {
    throw new AimError('secret.absent', `No secret named ${name}`, { details: { name } });
  }
  if (row.fingerprint !== fingerprint(index.salt, value)) return row.fingerprint;
  throw new AimError('usage.invalid', `That is the value that ${name} has already`, {
    hint: 'Make a new key at the provider first',
  });
}
