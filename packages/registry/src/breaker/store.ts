import {
  isAimError,
  isMissing,
  readTextFile,
  tryParseJson,
  withLock,
  writeFileAtomic,
  type AimPaths,
} from '@aim/core';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { lockWaitMs } from './numbers.js';
import {
  isBreakerState,
  isNewerState,
  isNote,
  pruned,
  withNotes,
  type BreakerState,
  type Note,
} from './state.js';

/** The state of the breakers, shared by every process of this user. */
export interface BreakerStore {
  /** As it is now. Takes no lock and writes nothing; a file that does not parse counts as none. */
  read: () => BreakerState;
  /**
   * Changes the records under the lock, or answers undefined when the lock is not to be had in
   * 250 ms.
   *
   * @throws AimError `file.permission` where the state cannot be written
   */
  update: <T>(change: (state: BreakerState) => Changed<T>) => Promise<{ answer: T } | undefined>;
  /** Lays notes beside the state, for whoever gets the lock next. @throws AimError `file.permission` */
  jot: (notes: readonly Note[]) => void;
  warn: (text: string) => void;
  /** What a user should know, each thing once. */
  warnings: () => string[];
}

export interface Changed<T> {
  /** Absent where nothing changes. */
  records?: BreakerState['records'];
  answer: T;
}

/** Makes nothing on disk until something is to be kept. */
export function breakerStore(paths: Pick<AimPaths, 'state'>, now: () => Date): BreakerStore {
  const folder = join(paths.state, 'breakers');
  const file = join(folder, 'state.json');
  const notesFolder = join(folder, 'notes');
  const salt = randomBytes(16).toString('hex');
  const told = new Set<string>();
  let untold: string[] = [];
  const warn = (text: string) => {
    if (told.has(text)) return;
    told.add(text);
    untold.push(text);
  };

  const load = (): Loaded => {
    const loaded = loadState(file) ?? { kind: 'good', state: emptyState(salt) };
    if (loaded.kind === 'newer') warn(`${file} is of a newer AIM: its breakers are left alone`);
    if (loaded.kind === 'damaged') {
      warn(`${file} does not parse: every breaker counts as closed, and the file is kept aside`);
    }
    return loaded;
  };

  const update: BreakerStore['update'] = async (change) => {
    try {
      return await withLock(
        join(folder, 'lock'),
        { waitMs: lockWaitMs, what: 'the state of the circuit breakers' },
        () => ({ answer: changeState(change) }),
      );
    } catch (error) {
      if (isAimError(error) && error.code === 'lock.busy') return undefined;
      throw error;
    }
  };

  const changeState = <T>(change: (state: BreakerState) => Changed<T>): T => {
    const loaded = load();
    const before = loaded.kind === 'good' ? loaded.state : emptyState(salt);
    if (loaded.kind === 'newer') return change(before).answer;
    const notes = readNotes(notesFolder, before.folded);
    const current = { ...before, records: withNotes(before.records, notes.notes) };
    const { records, answer } = change(current);
    if (records === undefined && notes.files.length === 0) return answer;
    if (loaded.kind === 'damaged') {
      fs.renameSync(file, `${file}.damaged-${now().toISOString().replaceAll(':', '-')}`);
    }
    const kept = pruned(records ?? current.records, now().getTime());
    const state: BreakerState = { ...before, records: kept, folded: notes.files };
    writeFileAtomic(file, JSON.stringify(state), { durable: false });
    for (const name of notes.files) fs.rmSync(join(notesFolder, name), { force: true });
    return answer;
  };

  return {
    read: () => {
      const loaded = load();
      if (loaded.kind !== 'good') return emptyState(salt);
      const { notes } = readNotes(notesFolder, loaded.state.folded);
      return { ...loaded.state, records: withNotes(loaded.state.records, notes) };
    },
    update,
    jot: (notes) => {
      const name = `${Date.now()}-${process.pid}-${randomBytes(6).toString('hex')}.json`;
      writeFileAtomic(join(notesFolder, name), JSON.stringify(notes), { durable: false });
    },
    warn,
    warnings: () => {
      const texts = untold;
      untold = [];
      return texts;
    },
  };
}

type Loaded = { kind: 'good'; state: BreakerState } | { kind: 'newer' } | { kind: 'damaged' };

function emptyState(salt: string): BreakerState {
  return { version: 1, salt, records: {}, folded: [] };
}

function loadState(file: string): Loaded | undefined {
  const text = readTextFile(file);
  if (text === undefined) return undefined;
  const value = tryParseJson(text);
  if (isBreakerState(value)) return { kind: 'good', state: value };
  return { kind: isNewerState(value) ? 'newer' : 'damaged' };
}

/** Notes that are not in the state yet, the oldest first, and the names of all that lie there. */
function readNotes(folder: string, folded: readonly string[]): { notes: Note[]; files: string[] } {
  const files = list(folder).sort();
  const fresh = files.filter((name) => !folded.includes(name));
  const values = fresh.map((name) => tryParseJson(readTextFile(join(folder, name)) ?? '[]'));
  return {
    notes: values.flatMap((each) => (Array.isArray(each) ? each : [])).filter(isNote),
    files,
  };
}

function list(folder: string): string[] {
  try {
    return fs.readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
