import { isAimError } from '@aim/core';
import { readRows, updateIndex, withRow, type IndexRow } from '../index/index-file.js';
import type { SecretsContext } from './secrets-context.js';
import { withSecretsLock } from './secrets-lock.js';
import { keptVersions, versionEntry, versionsOf } from './versions.js';

/** As {@link deleteRetired}, under the lock of all secrets, which is taken only for work. */
export async function dropRetired(context: SecretsContext): Promise<void> {
  if (withRetired(context).length === 0) return;
  try {
    await withSecretsLock(context.paths, () => deleteRetired(context));
  } catch (error) {
    if (!isAimError(error)) throw error;
  }
}

/**
 * Deletes the versions whose time is over, and then takes them off the lists. What a store does not
 * let go now is tried again by the next change: nobody can read it back meanwhile.
 */
export async function deleteRetired(context: SecretsContext): Promise<void> {
  for (const row of withRetired(context)) {
    const kept = keptVersions(row, context.host.now());
    try {
      const store = await context.store(row.backend);
      for (const { version } of versionsOf(row).filter((each) => !kept.includes(each))) {
        await store.delete(versionEntry(row.name, version));
      }
      await updateIndex(context.paths, (index) => withRow(index, { ...row, history: kept }));
    } catch (error) {
      if (!isAimError(error)) throw error;
    }
  }
}

function withRetired({ paths, host }: SecretsContext): IndexRow[] {
  const now = host.now();
  return readRows(paths).filter((row) => keptVersions(row, now).length < versionsOf(row).length);
}
