import type { PackageFacts } from '../versions/facts/types.js';
import type { LockedVersion } from './types.js';

/**
 * What is wrong with a locked version by what its registry says today, as the end of a sentence:
 * a hash that the registry no longer has for this version stands for files that were replaced.
 * Files that were added do no harm. Null when nothing is wrong, and for a version that is gone. Pure.
 */
export function tamperedHash(
  locked: LockedVersion | undefined,
  { versions }: PackageFacts,
): string | null {
  if (locked === undefined || locked.version === null) return null;
  const now = versions[locked.version];
  if (now === undefined) return null;
  const known = new Set(Object.values(now.integrity).flat());
  const lost = Object.values(locked.integrity)
    .flat()
    .filter((hash) => !known.has(hash));
  if (lost.length === 0) return null;
  return `the files of ${locked.version} are not those that were locked: the registry has none with ${lost[0]}`;
}
