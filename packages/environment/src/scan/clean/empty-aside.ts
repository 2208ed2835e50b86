import { AimError, fileError, isWithin, systemCode, type AimPaths } from '@aim/core';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { asideState, dropNote, ensureAside } from './aside.js';
import {
  dropCleaning,
  readCleanings,
  withCleaningLock,
  writeCleaning,
  type AsideItem,
} from './journal.js';
import { attempt, type Cleaned } from './outcome.js';
import { hashOf } from './same-bytes.js';
import { isUndoable, settle } from './settle.js';

type Place = Pick<AimPaths, 'state'>;

/** What emptying would delete for good. */
export interface AsideList {
  items: { cleaning: number; path: string; bytes: number }[];
  bytes: number;
}

/** @throws AimError `file.corrupt` */
export function listAside(paths: Place): AsideList {
  const items = readCleanings(paths).flatMap(({ id, items: all }) =>
    all.flatMap((item) =>
      item.kind === 'aside' && asideState(item) === 'aside'
        ? [{ cleaning: id, path: item.from, bytes: item.bytes }]
        : [],
    ),
  );
  return { items, bytes: items.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/**
 * Deletes for good what earlier cleanings put aside. Of a file that was there twice only while the
 * other copy has its content still. Follows no link, and enters no file system that is mounted there.
 *
 * @throws AimError `lock.busy`, `file.corrupt`
 */
export function emptyAside(
  paths: Place,
  mountPoints: () => readonly string[],
): Promise<Pick<Cleaned, 'failed'> & { deleted: AsideList['items'] }> {
  return withCleaningLock(paths, async () => {
    settle(paths);
    const outcome: Cleaned = { id: null, done: [], failed: [] };
    const deleted: AsideList['items'] = [];
    for (const cleaning of readCleanings(paths)) {
      const doomed: AsideItem[] = [];
      for (const item of cleaning.items) {
        if (item.kind !== 'aside' || asideState(item) !== 'aside') continue;
        await attempt(item.from, outcome, () => {
          ensureMayGo(item, mountPoints());
          doomed.push(item);
          item.isDoomed = true;
        });
      }
      // On disk before the first is touched: what is half deleted must not come back.
      if (doomed.length > 0) writeCleaning(paths, cleaning);
      for (const item of doomed) {
        await attempt(item.from, outcome, () => {
          deleteTree(item);
          dropNote(item);
          deleted.push({ cleaning: cleaning.id, path: item.from, bytes: item.bytes });
        });
      }
      const isAside = cleaning.items.some(
        (item) => item.kind === 'aside' && asideState(item) === 'aside',
      );
      if (!isAside && !isUndoable(cleaning)) dropCleaning(paths, cleaning);
    }
    return { deleted, failed: outcome.failed };
  });
}

function ensureMayGo(item: AsideItem, mounts: readonly string[]): void {
  ensureAside(item);
  if (mounts.some((mount) => isWithin(mount, item.to))) {
    throw kept(item, 'a file system is mounted in it');
  }
  if (item.copyOf !== undefined && hashOf(item.copyOf.path) !== item.copyOf.sha256) {
    throw kept(item, `${item.copyOf.path} has not its content any more`);
  }
}

function kept({ to }: AsideItem, why: string): AimError {
  return new AimError('scan.changed', `${to} is kept: ${why}`, { details: { path: to } });
}

function deleteTree({ to }: AsideItem): void {
  try {
    try {
      fs.rmSync(to, { recursive: true });
    } catch (error) {
      if (systemCode(error) !== 'EACCES' && systemCode(error) !== 'EPERM') throw error;
      // Some programs write-protect the folders of their caches.
      openFolders(to);
      fs.rmSync(to, { recursive: true, force: true });
    }
  } catch (error) {
    throw fileError('write', to, error);
  }
}

function openFolders(folder: string): void {
  if (!fs.lstatSync(folder).isDirectory()) return;
  fs.chmodSync(folder, 0o700);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) openFolders(join(folder, entry.name));
  }
}
