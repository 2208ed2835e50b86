import { AimError, isMissing, type AimPaths, type Host } from '@aim/core';
import * as fs from 'node:fs';
import { withSecretsLock } from '../manager/secrets-lock.js';
import { indexPath, readIndexAt } from './index-file.js';

export interface RestoredIndex {
  /** How many secrets the copy lists. */
  secretCount: number;
  /** Where the index that was there lies now, byte for byte; null when there was none. */
  kept: string | null;
}

/**
 * Puts the copy of the index back that the last change left. What was in its place is kept beside
 * it. The last change of the index is not in the copy: `verifySecrets` tells what the stores have.
 *
 * @throws AimError `file.corrupt` for the copy, `secret.absent` when there is none
 */
export async function restoreIndex(paths: AimPaths, host: Host): Promise<RestoredIndex> {
  return withSecretsLock(paths, async () => {
    const path = indexPath(paths);
    const copy = readIndexAt(`${path}.bak`);
    if (copy === undefined) {
      throw new AimError('secret.absent', `There is no copy of the index: ${path}.bak`, {
        hint: 'Restore from a backup: aim secrets restore FILE',
        details: { path: `${path}.bak` },
      });
    }
    const aside = `${path}.${host.now().toISOString().replaceAll(':', '')}`;
    const kept = moveAside(path, aside) ? aside : null;
    fs.copyFileSync(`${path}.bak`, path);
    return { secretCount: copy.secrets.length, kept };
  });
}

function moveAside(path: string, aside: string): boolean {
  try {
    fs.renameSync(path, aside);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
