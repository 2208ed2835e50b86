import { readRows } from '../index/index-file.js';
import { setSecret } from '../manager/change-secret.js';
import { compareStored, type StoreAction } from '../manager/compare-stored.js';
import { readSecrets } from '../manager/read-secrets.js';
import type { SecretsContext } from '../manager/secrets-context.js';
import { withSecretsLock } from '../manager/secrets-lock.js';
import { canonicalName } from '../secret-name.js';
import type { SecretAnswer } from '../store/secret-store.js';
import { decryptAge, encryptAge, type BackupKey, type BackupLock } from './age.js';
import { parseBackup, type Backup, type BackupSecret } from './backup-format.js';

export interface BackedUp {
  /** An age file. */
  file: Uint8Array;
  names: string[];
  /** Listed secrets whose store has no value any more: they are not in the file. */
  missing: string[];
}

/**
 * All secrets in one age file, with their values of one moment.
 *
 * @throws AimError of the first secret that could not be read: a backup that lacks what is there
 *   is none
 */
export async function backUp(context: SecretsContext, lock: BackupLock): Promise<BackedUp> {
  const { rows, answers } = await withSecretsLock(context.paths, async () => {
    const found = readRows(context.paths);
    const names = found.map(({ name }) => name);
    return { rows: found, answers: await readSecrets(context, names) };
  });
  const secrets: BackupSecret[] = [];
  const missing: string[] = [];
  for (const { name, description, expiresAt } of rows) {
    const answer = answers.get(name) as SecretAnswer;
    if ('error' in answer) throw answer.error;
    if (answer.state === 'absent') missing.push(name);
    else secrets.push({ name, value: answer.value, description, expiresAt });
  }
  const createdAt = context.host.now().toISOString();
  const backup: Backup = { schema: 'aim-secrets-backup/v1', createdAt, secrets };
  const file = await encryptAge(`${JSON.stringify(backup, null, 2)}\n`, lock);
  return { file, names: secrets.map(({ name }) => name), missing };
}

export interface RestorePlan {
  createdAt: string;
  steps: { name: string; action: StoreAction }[];
}

export interface RestoreSource {
  file: Uint8Array;
  /** The file's name for messages. */
  path: string;
  key: BackupKey;
  /** Replaces values that differ; each of them becomes a version. */
  force?: boolean;
}

/** A backup that is open, and what would be done with it. */
export interface OpenedBackup {
  plan: RestorePlan;
  /** Those to store; their values. */
  changes: BackupSecret[];
}

/**
 * Opens a backup and compares it with what is stored. Changes nothing.
 *
 * @throws AimError `secret.denied`, `secret.corrupt`, and of the first store that failed
 */
export async function openBackup(
  context: SecretsContext,
  { file, path, key, force = false }: RestoreSource,
): Promise<OpenedBackup> {
  const backup = parseBackup(await decryptAge(file, key, path), path);
  const actions = await compareStored(context, backup.secrets, force);
  const steps = backup.secrets.map(({ name }, i) => ({ name, action: actions[i] as StoreAction }));
  const changes = backup.secrets.filter((_, i) => {
    const step = steps[i]?.action;
    return step === 'add' || step === 'replace';
  });
  return { plan: { createdAt: backup.createdAt, steps }, changes };
}

/** Stores what `openBackup` would change, one after the other. @throws AimError as `setSecret` */
export async function restoreBackup(
  context: SecretsContext,
  source: RestoreSource,
): Promise<RestorePlan> {
  const { plan, changes } = await openBackup(context, source);
  for (const { name, value, description, expiresAt } of changes) {
    const details = { description, ...(expiresAt !== null && { expiresAt }) };
    await setSecret(context, { name: canonicalName(name, context.catalogue), value, details });
  }
  return plan;
}
