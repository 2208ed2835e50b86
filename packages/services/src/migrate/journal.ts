import { AimError, isMissing, readStateFile, writeFileAtomic } from '@aim/core';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';

/** A migration on record: what it replaced and what it wrote. */
export interface JournalEntry {
  version: 1;
  /** RFC 3339 in UTC. */
  at: string;
  target: string;
  /** What was there: SHA-256 and permission bits; null when there was nothing. */
  before: { sha256: string; mode: number } | null;
  /** SHA-256 of what was written. */
  after: string;
}

/** The folder of a migration, and where in it what was replaced lies. */
export interface JournalPlace {
  folder: string;
  backup: string;
}

export interface Journaled extends JournalPlace {
  entry: JournalEntry;
}

/** A file as it lies on disk; undefined when there is none. */
export interface FileState {
  bytes: Buffer;
  mode: number;
}

/** Makes a folder for a migration; what lies in it counts once `writeEntry` was called. */
export function newPlace(journal: string, at: Date): JournalPlace {
  const name = `${at.toISOString().replaceAll(/[:.]/g, '-')}-${Math.random().toString(36).slice(2, 6)}`;
  const folder = join(journal, name);
  return { folder, backup: join(folder, 'aim_config.json') };
}

export function writeEntry({ folder }: JournalPlace, entry: JournalEntry): void {
  writeFileAtomic(join(folder, entryName), `${JSON.stringify(entry, null, 2)}\n`);
}

/**
 * The migrations of a file, the latest first.
 *
 * @throws AimError `file.corrupt`, `file.permission`
 */
export function journaled(journal: string, target: string): Journaled[] {
  const names = foldersIn(journal).sort().reverse();
  return names.flatMap((name): Journaled[] => {
    const folder = join(journal, name);
    const file = join(folder, entryName);
    const entry = readStateFile(file, 'the journal of a migration', isEntry);
    if (entry?.target !== target) return [];
    return [{ folder, backup: join(folder, 'aim_config.json'), entry }];
  });
}

/** Removes a migration that was taken back; its entry first, since without that it does not count. */
export function forget({ folder }: JournalPlace): void {
  fs.rmSync(join(folder, entryName));
  fs.rmSync(folder, { recursive: true });
}

/** What lies at a path now; undefined when nothing does. */
export function stateOf(path: string): FileState | undefined {
  try {
    return { bytes: fs.readFileSync(path), mode: fs.statSync(path).mode & 0o777 };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The error for a file that somebody else changed. */
export function changed(file: string, backup: string | null): AimError {
  return new AimError('migrate.changed', `${file} was changed since: it was left as it is`, {
    hint:
      backup === null ? 'Look at the plan again' : `What it was before the migration is ${backup}`,
    details: { path: file, backup },
  });
}

const entryName = 'journal.json';

function foldersIn(journal: string): string[] {
  try {
    return fs.readdirSync(journal);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { version, at, target, before, after } = value as Partial<
    Record<keyof JournalEntry, unknown>
  >;
  return (
    version === 1 &&
    [at, target, after].every((text) => typeof text === 'string') &&
    isBefore(before)
  );
}

function isBefore(value: unknown): boolean {
  if (value === null) return true;
  const { sha256: hash, mode } = (value ?? {}) as { sha256?: unknown; mode?: unknown };
  return typeof hash === 'string' && Number.isInteger(mode);
}
