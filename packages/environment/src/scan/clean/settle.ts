import { isAimError, type AimPaths } from '@aim/core';
import { asideState, dropNote } from './aside.js';
import { identityOf } from './held-folder.js';
import {
  dropCleaning,
  readCleanings,
  withCleaningLock,
  writeCleaning,
  type AsideItem,
  type Cleaning,
  type CleaningItem,
  type LinkItem,
} from './journal.js';
import { linkState, settleCopy } from './replace-copy.js';

/**
 * Brings what an AIM left that was killed to an end: what is not aside has no note in the trash, a
 * copy that was half replaced is itself again, and a cleaning of which nothing is left is forgotten.
 * What cannot be reached now is for the next time. Call it with the lock of cleanings.
 */
export function settle(paths: Pick<AimPaths, 'state'>): void {
  for (const cleaning of readCleanings(paths)) {
    const isSettled = cleaning.items.map((item) => settleItem(item, cleaning)).every(Boolean);
    if (!isSettled) continue;
    const isAside = cleaning.items.some(
      (item) => item.kind === 'aside' && asideState(item) === 'aside',
    );
    if (!isAside && !isUndoable(cleaning)) dropCleaning(paths, cleaning);
    else if (cleaning.state === 'open') writeCleaning(paths, { ...cleaning, state: 'done' });
  }
}

/** The same by itself, so that a plan is made of what is whole. @throws AimError `lock.busy` */
export async function settleCleanings(paths: Pick<AimPaths, 'state'>): Promise<void> {
  if (readCleanings(paths).length === 0) return;
  await withCleaningLock(paths, () => Promise.resolve(settle(paths)));
}

function settleItem(item: CleaningItem, { state }: Cleaning): boolean {
  try {
    if (item.kind === 'aside' && asideState(item) !== 'aside') dropNote(item);
    const isCopy = item.kind === 'hard-link' || item.kind === 'reflink';
    if (isCopy && state === 'open') settleCopy(item);
    return true;
  } catch (error) {
    if (!isAimError(error)) throw error;
    return false;
  }
}

/** True while something of a cleaning can be taken back. */
export function isUndoable({ items }: Cleaning): boolean {
  return items.some((item) => isRestorable(item) || isLinked(item));
}

/** True for what is put aside and not being deleted. */
export function isRestorable(item: CleaningItem): item is AsideItem {
  return item.kind === 'aside' && item.isDoomed !== true && asideState(item) === 'aside';
}

/** True for a path that is a further name of the file that was kept. */
export function isLinked(item: CleaningItem): item is LinkItem {
  return (
    item.kind === 'hard-link' &&
    linkState(item) === 'replaced' &&
    identityOf(item.path) === item.keptIdentity
  );
}
