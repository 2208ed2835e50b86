import { AimError, withLock, writeFileAtomic } from '@aim/core';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import type { AimContext } from '../context.js';
import {
  changed,
  forget,
  journaled,
  newPlace,
  sha256,
  stateOf,
  writeEntry,
  type FileState,
  type Journaled,
} from './journal.js';
import type { UndoPlan } from './types.js';

/** What is done, in this order; each is whole before the next begins. */
export type MigrationStep = 'backup' | 'journal' | 'config' | 'audit';

export interface WriteOptions {
  /** What the plan was made for. */
  before: FileState | undefined;
  onStep: (step: MigrationStep) => void;
}

/**
 * Replaces the configuration: keeps what is there, notes what is about to be done, and then writes.
 * A process that dies at any moment leaves the old file or the new one, and a migration that was
 * not written is not among those that can be undone.
 *
 * @returns where what was replaced lies; null when there was nothing
 * @throws AimError `migrate.changed`, `lock.busy`, `file.permission`
 */
export function writeMigrated(
  { host, paths }: AimContext,
  { file, text }: { file: string; text: string },
  { before, onStep }: WriteOptions,
): Promise<string | null> {
  return withLock(`${file}.lock`, { what: dirname(file) }, () => {
    if (!isSameState(stateOf(file), before)) throw changed(file, null);
    const place = newPlace(journalFolder(paths.data), host.now());
    if (before !== undefined) writeFileAtomic(place.backup, before.bytes);
    onStep('backup');
    writeEntry(place, {
      version: 1,
      at: host.now().toISOString(),
      target: file,
      before: before === undefined ? null : { sha256: sha256(before.bytes), mode: before.mode },
      after: sha256(text),
    });
    onStep('journal');
    writeFileAtomic(file, text, { mode: before?.mode ?? 0o600 });
    onStep('config');
    return before === undefined ? null : place.backup;
  });
}

/**
 * The last migration of a file that is still in force; undefined when there is none.
 *
 * @throws AimError `migrate.changed` when the file is not as that migration wrote it
 */
export function planUndo({ paths }: AimContext, file: string): UndoPlan | undefined {
  const last = lastInForce(paths.data, file);
  return last === undefined ? undefined : planOf(last);
}

/**
 * Puts back what a migration replaced, byte for byte.
 *
 * @throws AimError as `planUndo`, `lock.busy`, `file.permission`
 */
export function undoMigrated({ paths }: AimContext, file: string): Promise<UndoPlan | undefined> {
  return withLock(`${file}.lock`, { what: dirname(file) }, () => {
    const last = lastInForce(paths.data, file);
    if (last === undefined) return undefined;
    const { before } = last.entry;
    if (before === null) fs.rmSync(file);
    else writeFileAtomic(file, readBackup(last.backup, before.sha256), { mode: before.mode });
    forget(last);
    return planOf(last);
  });
}

function readBackup(backup: string, wanted: string): Buffer {
  const bytes = stateOf(backup)?.bytes;
  if (bytes !== undefined && sha256(bytes) === wanted) return bytes;
  throw new AimError('file.corrupt', `${backup} is not what the migration put there`, {
    hint: 'Nothing was changed',
    details: { path: backup },
  });
}

function journalFolder(data: string): string {
  return join(data, 'migrations');
}

/** One whose old content is there was cut off before it wrote, or after it was taken back. */
function lastInForce(data: string, file: string): Journaled | undefined {
  const now = stateOf(file);
  const hash = now === undefined ? null : sha256(now.bytes);
  const all = journaled(journalFolder(data), file);
  const inForce = all.find(({ entry }) => entry.after === hash);
  const isOld = all.some(({ entry }) => (entry.before?.sha256 ?? null) === hash);
  const [latest] = all;
  if (inForce !== undefined || isOld || latest === undefined) return inForce;
  throw changed(file, latest.entry.before === null ? null : latest.backup);
}

function planOf({ entry, backup }: Journaled): UndoPlan {
  return {
    file: entry.target,
    backup: entry.before === null ? null : backup,
    migratedAt: entry.at,
  };
}

function isSameState(a: FileState | undefined, b: FileState | undefined): boolean {
  return a === undefined ? b === undefined : b !== undefined && a.bytes.equals(b.bytes);
}
