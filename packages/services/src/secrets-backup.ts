import { AimError, fileError, isMissing, writeFileAtomic } from '@aim/core';
import type { BackupKey, BackupLock, RestoredIndex, RestorePlan } from '@aim/secrets';
import * as fs from 'node:fs';
import { resolve } from 'node:path';
import type { AimContext } from './context.js';
import { record } from './record.js';

export interface BackupRequest {
  /** Where the age file goes, from the working directory. */
  file: string;
  lock: BackupLock;
  /** Replaces a file that is there. */
  force?: boolean;
}

export interface BackupResult {
  file: string;
  names: string[];
  /** Listed secrets that their store does not have: they are not in the file. */
  missing: string[];
}

/**
 * Writes all secrets into one age file of mode 0600.
 *
 * @throws AimError `file.exists`, `file.permission`, of the first secret that could not be read
 */
export async function backUpSecrets(
  context: AimContext,
  { file, lock, force = false }: BackupRequest,
): Promise<BackupResult> {
  const path = checkBackupFile(context, file, force);
  const { file: sealed, names, missing } = await (await context.secrets()).backUp(lock);
  writeFileAtomic(path, sealed, { mode: 0o600 });
  await record(context, {
    event: 'secret_backup',
    message: `secrets backed up: ${names.length}`,
    details: { keys: names, missing, success: true },
  });
  return { file: path, names, missing };
}

/** Refuses a place where something lies, before anybody is asked for a passphrase. */
export function checkBackupFile(context: AimContext, file: string, force: boolean): string {
  const path = resolve(context.host.cwd, file);
  if (force || !fs.existsSync(path)) return path;
  throw new AimError('file.exists', `${path} is there already`, {
    hint: `Name another file, or replace it: aim secrets backup ${file} --force`,
    details: { path },
  });
}

/** Reads a backup as it lies on disk. @throws AimError `usage.invalid`, `file.permission` */
export function readBackupFile(context: AimContext, file: string): Buffer {
  const path = resolve(context.host.cwd, file);
  try {
    return fs.readFileSync(path);
  } catch (error) {
    if (!isMissing(error)) throw fileError('read', path, error);
    throw new AimError('usage.invalid', `There is no backup at ${path}`, { details: { path } });
  }
}

/** True when a passphrase opens the backup, as its header says. */
export async function backupWantsPassphrase(context: AimContext, file: string): Promise<boolean> {
  const { isSealedWithPassphrase } = await import('@aim/secrets');
  return isSealedWithPassphrase(readBackupFile(context, file));
}

export interface RestoreRequest {
  file: string;
  key: BackupKey;
  /** Replaces values that differ; each becomes a version. */
  force?: boolean;
}

/** What restoring would do. @throws AimError `secret.denied`, `secret.corrupt` */
export async function planRestore(
  context: AimContext,
  request: RestoreRequest,
): Promise<RestorePlan> {
  return (await context.secrets()).planRestore(source(context, request));
}

/** Stores what is in a backup. @throws AimError as `planRestore`, and of the store */
export async function restoreSecrets(
  context: AimContext,
  request: RestoreRequest,
): Promise<RestorePlan> {
  const plan = await (await context.secrets()).restore(source(context, request));
  const changed = plan.steps.filter(({ action }) => action === 'add' || action === 'replace');
  await record(context, {
    event: 'secret_restore',
    message: `secrets restored: ${changed.length}`,
    details: { keys: changed.map(({ name }) => name), success: true },
  });
  return plan;
}

/** Puts the index of before its last change back. @throws AimError `secret.absent`, `file.corrupt` */
export async function restoreIndex(context: AimContext): Promise<RestoredIndex> {
  const restored = await (await context.secrets()).restoreIndex();
  await record(context, {
    event: 'secret_restore',
    message: `index of secrets restored: ${restored.secretCount} names`,
    details: { index: true, success: true },
  });
  return restored;
}

function source(context: AimContext, { file, key, force }: RestoreRequest) {
  const path = resolve(context.host.cwd, file);
  return { file: readBackupFile(context, file), path, key, ...(force !== undefined && { force }) };
}
