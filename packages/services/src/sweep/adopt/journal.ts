import { isMissing, readStateFile, withLock, writeFileAtomic, type AimPaths } from '@aim/core';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { sha256 } from './edits.js';
import type { AdoptedFile, AdoptedState, AdoptedValue, Adoption } from './types.js';

/** What was adopted and not taken back, the oldest first. */
export interface Journal {
  version: 1;
  /** The id of the next adoption; none is given twice. */
  next: number;
  adoptions: Adoption[];
}

type Place = Pick<AimPaths, 'secretsDir'>;

/** @throws AimError `file.corrupt`; it is then kept as it is */
export function readJournal(paths: Place): Journal {
  const found = readStateFile(journalPath(paths), 'the journal of adoptions', isJournal);
  return found ?? { version: 1, next: 1, adoptions: [] };
}

/** Whole and on disk when it returns. @throws AimError `file.permission` */
export function writeJournal(paths: Place, journal: Journal): void {
  writeFileAtomic(journalPath(paths), `${JSON.stringify(journal, null, 2)}\n`, { mode: 0o600 });
}

/** Does the work while no other process adopts or takes back. @throws AimError `lock.busy` after 30 s */
export function withJournalLock<T>(paths: Place, work: () => Promise<T>): Promise<T> {
  const what = 'files with keys in plaintext';
  return withLock(`${journalPath(paths)}.lock`, { what, waitMs: 30_000 }, work);
}

/** How a file is now. */
export function stateOf({ file, before, after }: AdoptedFile): AdoptedState {
  try {
    const now = sha256(fs.readFileSync(file));
    if (now === after) return 'adopted';
    return now === before ? 'restored' : 'changed';
  } catch (error) {
    // What cannot be read was changed by somebody, too.
    return isMissing(error) ? 'missing' : 'changed';
  }
}

function journalPath(paths: Place): string {
  return join(paths.secretsDir, 'adoptions.json');
}

function isJournal(value: unknown): value is Journal {
  const journal = value as Partial<Journal> | null;
  return (
    journal?.version === 1 &&
    Number.isSafeInteger(journal.next) &&
    Array.isArray(journal.adoptions) &&
    journal.adoptions.every(isAdoption)
  );
}

function isAdoption(value: unknown): value is Adoption {
  const { id, at, files } = (value ?? {}) as Partial<Adoption>;
  return (
    Number.isSafeInteger(id) &&
    typeof at === 'string' &&
    Array.isArray(files) &&
    files.every(isAdoptedFile)
  );
}

function isAdoptedFile(value: unknown): value is AdoptedFile {
  const { file, mode, before, after, edits } = (value ?? {}) as Partial<AdoptedFile>;
  return (
    [file, before, after].every((text) => typeof text === 'string') &&
    Number.isSafeInteger(mode) &&
    Array.isArray(edits) &&
    edits.every(isAdoptedValue)
  );
}

function isAdoptedValue(value: unknown): value is AdoptedValue {
  const row = (value ?? {}) as Partial<AdoptedValue>;
  const texts = [row.variable, row.secret, row.reference, row.fingerprint];
  return (
    [row.offset, row.length].every((count) => Number.isSafeInteger(count)) &&
    texts.every((text) => typeof text === 'string')
  );
}
