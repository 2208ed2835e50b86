import {
  AimError,
  fileError,
  isMissing,
  writeFileAtomic,
  type AimPaths,
  type Host,
} from '@aim/core';
import * as fs from 'node:fs';
import { indexPath, readIndexAt, withIndexLock } from './index-file.js';

export interface RestoredIndex {
  /** How many secrets the copy lists. */
  secretCount: number;
  /** Where the index that was there lies now, byte for byte; null when there was none. */
  kept: string | null;
}

/**
 * Puts the copy of the index back that the last change left. What was in its place is kept beside
 * it, and there is an index at every moment. The last change of the index is not in the copy:
 * `verifySecrets` tells what the stores have.
 *
 * @throws AimError `file.corrupt` for the copy, `secret.absent` when there is none
 */
export async function restoreIndex(paths: AimPaths, host: Host): Promise<RestoredIndex> {
  return withIndexLock(paths, () => {
    const path = indexPath(paths);
    const copy = readIndexAt(`${path}.bak`);
    if (copy === undefined) {
      throw new AimError('secret.absent', `There is no copy of the index: ${path}.bak`, {
        hint: 'Restore from a backup: aim secrets restore FILE',
        details: { path: `${path}.bak` },
      });
    }
    const aside = `${path}.${host.now().toISOString().replaceAll(':', '')}`;
    const kept = copyAside(path, aside) ? aside : null;
    writeFileAtomic(path, fs.readFileSync(`${path}.bak`), { mode: 0o600 });
    return { secretCount: copy.secrets.length, kept };
  });
}

/** False when there is nothing to keep. */
function copyAside(path: string, aside: string): boolean {
  try {
    fs.copyFileSync(path, aside);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw fileError('write', aside, error);
  }
}
