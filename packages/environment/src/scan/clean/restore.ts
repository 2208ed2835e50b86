import { AimError, type AimPaths } from '@aim/core';
import { dirname } from 'node:path';
import { takeBack } from './aside.js';
import { identityOf } from './held-folder.js';
import { dropCleaning, readCleanings, withCleaningLock, type Cleaning } from './journal.js';
import { attempt, type Cleaned, type FailedStep } from './outcome.js';
import { unlinkCopy } from './replace-copy.js';
import { isLinked, isRestorable, isUndoable, settle } from './settle.js';

type Place = Pick<AimPaths, 'state'>;

/** A cleaning that can be taken back, and what of it. */
export interface CleaningInfo {
  id: number;
  at: string;
  items: RestorableItem[];
  bytes: number;
}

export interface RestorableItem {
  path: string;
  /** `aside` comes back by a move, `linked` by a copy. `occupied` has something in its place now. */
  state: 'aside' | 'linked' | 'occupied' | 'folder-gone';
  bytes: number;
}

export interface Restored {
  id: number;
  restored: string[];
  failed: FailedStep[];
}

/** What can be taken back, the oldest first. @throws AimError `file.corrupt` */
export function listCleanings(paths: Place): CleaningInfo[] {
  return readCleanings(paths).filter(isUndoable).map(infoOf);
}

/** The last cleaning unless told. @throws AimError `scan.absent`, `file.corrupt` */
export function planRestore(paths: Place, id?: number): CleaningInfo {
  return infoOf(findCleaning(paths, id));
}

/**
 * Brings back what a cleaning put aside, byte for byte, and makes further names files of their own
 * again. Where something lies in the place now, that is kept, and the item stays aside.
 *
 * @throws AimError `scan.absent`, `lock.busy`, `file.corrupt`
 */
export function restoreCleaning(paths: Place, id?: number): Promise<Restored> {
  return withCleaningLock(paths, async () => {
    settle(paths);
    const cleaning = findCleaning(paths, id);
    const restored: string[] = [];
    const outcome: Cleaned = { id: cleaning.id, done: [], failed: [] };
    for (const item of cleaning.items) {
      if (isRestorable(item)) {
        await attempt(item.from, outcome, () => {
          takeBack(item);
          restored.push(item.from);
        });
      } else if (isLinked(item)) {
        await attempt(item.path, outcome, () => {
          unlinkCopy(item);
          restored.push(item.path);
        });
      }
    }
    if (outcome.failed.length === 0) dropCleaning(paths, cleaning);
    return { id: cleaning.id, restored, failed: outcome.failed };
  });
}

function findCleaning(paths: Place, id: number | undefined): Cleaning {
  const all = readCleanings(paths).filter(isUndoable);
  const found = id === undefined ? all.at(-1) : all.find((each) => each.id === id);
  if (found !== undefined) return found;
  const what = id === undefined ? 'No cleaning' : `No cleaning ${id}`;
  throw new AimError('scan.absent', `${what} is there to take back`, {
    hint: 'aim scan restore --list shows them',
    details: { id },
  });
}

function infoOf({ id, at, items }: Cleaning): CleaningInfo {
  const there = items.flatMap((item): RestorableItem[] => {
    if (isRestorable(item)) {
      return [{ path: item.from, state: asidePlaceState(item.from), bytes: item.bytes }];
    }
    if (isLinked(item)) {
      return [{ path: item.path, state: 'linked', bytes: item.bytes }];
    }
    return [];
  });
  const bytes = there.reduce((sum, item) => sum + item.bytes, 0);
  return { id, at, items: there, bytes };
}

function asidePlaceState(from: string): RestorableItem['state'] {
  if (identityOf(from) !== undefined) return 'occupied';
  return identityOf(dirname(from)) === undefined ? 'folder-gone' : 'aside';
}
