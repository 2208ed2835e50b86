import { tryParseJson } from '@aim/core';
import { checkSecretName } from '../secret-name.js';
import { checkSecretValue } from '../secret-value.js';
import { parseExpiry } from '../secret-expiry.js';
import { damagedBackup } from './age.js';

/** What lies in a backup, inside the age file. Earlier values are not in it. */
export interface Backup {
  schema: 'aim-secrets-backup/v1';
  createdAt: string;
  secrets: BackupSecret[];
}

export interface BackupSecret {
  name: string;
  value: string;
  description: string;
  expiresAt: string | null;
}

/**
 * Reads the text of a backup. Checks all of it before any of it is used.
 *
 * @throws AimError `secret.corrupt`, which never quotes the text
 */
export function parseBackup(text: string, path: string): Backup {
  const value = tryParseJson(text);
  const { schema, createdAt, secrets } = (value ?? {}) as Partial<Backup>;
  if (schema !== 'aim-secrets-backup/v1' || typeof createdAt !== 'string') {
    throw damagedBackup(path, 'what it holds is no backup of AIM');
  }
  if (!Array.isArray(secrets)) throw damagedBackup(path, 'it holds no list of secrets');
  const wrong = secrets.findIndex((secret) => !isSecret(secret));
  if (wrong >= 0) throw damagedBackup(path, `secret ${wrong + 1} of ${secrets.length} is wrong`);
  return { schema, createdAt, secrets };
}

function isSecret(value: unknown): value is BackupSecret {
  const secret = value as Partial<BackupSecret> | null;
  if (typeof secret?.name !== 'string' || typeof secret.value !== 'string') return false;
  if (typeof secret.description !== 'string') return false;
  try {
    checkSecretName(secret.name);
    checkSecretValue(secret.value);
    if (secret.expiresAt !== null) parseExpiry(secret.expiresAt as string);
    return true;
  } catch {
    return false;
  }
}
