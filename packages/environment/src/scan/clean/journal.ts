import { readStateFile, writeFileAtomic, withLock, type AimPaths } from '@aim/core';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { namesIn } from '../../owners/read-metadata.js';
import type { Identity } from '../caches/types.js';

/** What was moved out of its place. */
export interface AsideItem {
  kind: 'aside';
  id: string;
  from: string;
  to: string;
  /** The note beside it in a trash. */
  note: string | null;
  identity: Identity;
  bytes: number;
  /** The copy that stays, of a file that went because it was there twice. */
  copyOf?: { path: string; sha256: string };
  /** It is being deleted for good, and may be half of what it was. */
  isDoomed?: true;
}

/** A copy that a link or a clone of another took the place of. */
export interface LinkItem {
  kind: 'hard-link' | 'reflink';
  path: string;
  kept: string;
  keptIdentity: Identity;
  /** The copy itself, under another name, until its place is taken. */
  backup: string;
  /** What takes its place, until it does. */
  draft: string;
  identity: Identity;
  bytes: number;
  mode: number;
  modifiedMs: number;
  sha256: string;
}

/** A command of a program that cleans its own cache; nothing of it can be taken back. */
export interface CommandItem {
  kind: 'command';
  id: string;
  argv: readonly string[];
  path: string;
}

export type CleaningItem = AsideItem | LinkItem | CommandItem;

/**
 * One `aim scan clean`, on disk before it begins. What became of each item is told by the disk and
 * not by a mark, which could be wrong by one step.
 */
export interface Cleaning {
  version: 1;
  id: number;
  /** RFC 3339 in UTC. */
  at: string;
  /** `open` while it goes on, or when AIM was killed. */
  state: 'open' | 'done';
  items: CleaningItem[];
}

type Place = Pick<AimPaths, 'state'>;

/** The cleanings that can be taken back, the oldest first. @throws AimError `file.corrupt` */
export function readCleanings(paths: Place): Cleaning[] {
  const names = namesIn(folderOf(paths))
    .filter((name) => /^\d{6,}\.json$/.test(name))
    .sort();
  return names.flatMap((name) => {
    const path = join(folderOf(paths), name);
    return readStateFile(path, 'the journal of a cleaning', isCleaning) ?? [];
  });
}

/** Whole and on disk when it returns. */
export function writeCleaning(paths: Place, cleaning: Cleaning): void {
  writeFileAtomic(fileOf(paths, cleaning.id), `${JSON.stringify(cleaning)}\n`, { mode: 0o600 });
}

export function dropCleaning(paths: Place, { id }: Cleaning): void {
  fs.rmSync(fileOf(paths, id), { force: true });
}

/** Does the work while no other AIM cleans, restores or empties. @throws AimError `lock.busy` */
export function withCleaningLock<T>(paths: Place, work: () => Promise<T>): Promise<T> {
  return withLock(
    join(paths.state, 'cleanings.lock'),
    { what: 'what was cleaned', waitMs: 30_000 },
    work,
  );
}

function folderOf({ state }: Place): string {
  return join(state, 'cleanings');
}

function fileOf(paths: Place, id: number): string {
  return join(folderOf(paths), `${String(id).padStart(6, '0')}.json`);
}

function isCleaning(value: unknown): value is Cleaning {
  const cleaning = value as Partial<Cleaning> | null;
  return (
    cleaning?.version === 1 &&
    Number.isSafeInteger(cleaning.id) &&
    typeof cleaning.at === 'string' &&
    ['open', 'done'].includes(cleaning.state as string) &&
    Array.isArray(cleaning.items) &&
    cleaning.items.every(isItem)
  );
}

const textFields: Readonly<Record<CleaningItem['kind'], readonly string[]>> = {
  aside: ['id', 'from', 'to', 'identity'],
  'hard-link': ['path', 'kept', 'keptIdentity', 'backup', 'draft', 'identity', 'sha256'],
  reflink: ['path', 'kept', 'keptIdentity', 'backup', 'draft', 'identity', 'sha256'],
  command: ['id', 'path'],
};

function isItem(value: unknown): value is CleaningItem {
  const item = (value ?? {}) as Record<string, unknown>;
  const fields = textFields[item['kind'] as CleaningItem['kind']] as readonly string[] | undefined;
  return fields?.every((field) => typeof item[field] === 'string') === true;
}
