import { isMissing, type AimPaths } from '@aim/core';
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

function notePath(paths: Place, name: string): string {
  return join(paths.secretsDir, 'last-used', fileName(name));
}

/**
 * One file name for each secret's name, on file systems that do not tell case and on Windows, where
 * a name may not end in a dot or be that of a device: capitals are bits of a number in front. No
 * hash: a list would load `crypto` for nothing else, which takes 6 ms.
 */
function fileName(name: string): string {
  const capitals = name.replace(/./gs, (letter) => (/[A-Z]/.test(letter) ? '1' : '0'));
  const plain = name.toLowerCase().replaceAll('/', '+').replaceAll('.', ',');
  return `${BigInt(`0b1${capitals}`).toString(16)}=${plain}`;
}
