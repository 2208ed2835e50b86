import { readIndex } from '../index/index-file.js';
import { readSecrets } from '../manager/read-secrets.js';
import type { SecretsContext } from '../manager/secrets-context.js';
import { withSecretsLock } from '../manager/secrets-lock.js';
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
    const found = readIndex(context.paths).secrets;
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

/** What restoring does with one secret: `keep` leaves a value that differs as it is. */
export type RestoreAction = 'add' | 'same' | 'replace' | 'keep';

export interface RestorePlan {
  createdAt: string;
  steps: { name: string; action: RestoreAction }[];
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
  const names = new Set(readIndex(context.paths).secrets.map(({ name }) => name));
  const known = backup.secrets.map(({ name }) => name).filter((name) => names.has(name));
  const answers = await readSecrets(context, known);
  const action = ({ name, value }: BackupSecret): RestoreAction => {
    const answer = answers.get(name);
    if (answer === undefined || answer.state === 'absent') return 'add';
    if ('error' in answer) throw answer.error;
    if (answer.value === value) return 'same';
    return force ? 'replace' : 'keep';
  };
  const steps = backup.secrets.map((secret) => ({ name: secret.name, action: action(secret) }));
  const changes = backup.secrets.filter((_, i) => {
    const step = steps[i]?.action;
    return step === 'add' || step === 'replace';
  });
  return { plan: { createdAt: backup.createdAt, steps }, changes };
}
