import { isMissing, type AimPaths } from '@aim/core';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';

/*
 * When a secret was last read is the modification time of an empty file of its own: a read then
 * needs no lock, no fsync and no new index.
 */

type Place = Pick<AimPaths, 'secretsDir'>;

/** Notes that these secrets were read. Best effort: a note that fails must not fail the read. */
export function noteUse(paths: Place, names: readonly string[], now: Date): void {
  for (const name of names) {
    const path = notePath(paths, name);
    try {
      touch(path, now);
    } catch {
      return;
    }
  }
}

/** When the secret was last read, as RFC 3339 in UTC; null when never, or when it is not known. */
export function lastUsed(paths: Place, name: string): string | null {
  try {
    return fs.statSync(notePath(paths, name)).mtime.toISOString();
  } catch {
    return null;
  }
}

/** Forgets the note of a secret that is gone. */
export function forgetUse(paths: Place, name: string): void {
  fs.rmSync(notePath(paths, name), { force: true });
}

function touch(path: string, now: Date): void {
  try {
    fs.utimesSync(path, now, now);
  } catch (error) {
    if (!isMissing(error)) throw error;
    fs.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    fs.closeSync(fs.openSync(path, 'a', 0o600));
    fs.utimesSync(path, now, now);
  }
}

// Hashed: a name may hold a slash, be reserved on Windows, or differ from another by case only.
function notePath(paths: Place, name: string): string {
  const file = createHash('sha256').update(name).digest('hex').slice(0, 24);
  return join(paths.secretsDir, 'last-used', file);
}
