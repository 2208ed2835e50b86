import * as fs from 'node:fs';
import { isWithin } from '../files/is-within.js';
import { readStateFile } from '../files/read-file.js';
import { withLock } from '../files/with-lock.js';
import { writeFileAtomic } from '../files/atomic-write.js';
import type { AimPaths } from '../paths/aim-paths.js';

interface TrustFile {
  /** SHA-256 of the content that was agreed to, by real path. */
  files: Record<string, string>;
}

/** True when exactly this content of the file was agreed to, by whatever link it is named. */
export async function isTrusted(paths: AimPaths, file: string, text: string): Promise<boolean> {
  return readTrust(paths).files[realPath(file)] === (await contentHash(text));
}

/**
 * Records consent to this content of the file; another content will be asked about again.
 *
 * @param text - the very text that the user was shown, not what the file holds by now
 */
export async function trustFile(paths: AimPaths, file: string, text: string): Promise<void> {
  await withLock(`${paths.trustFile}.lock`, { what: 'the list of trusted files' }, async () => {
    const trust = readTrust(paths);
    trust.files[realPath(file)] = await contentHash(text);
    writeFileAtomic(paths.trustFile, `${JSON.stringify(trust, null, 2)}\n`);
  });
}

/**
 * Takes back every consent to a file in this folder or below it, whether it still exists or not.
 *
 * @returns the real paths of those files, sorted
 */
export async function revokeTrust(
  paths: AimPaths,
  folder: string,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<string[]> {
  const root = realPath(folder);
  return withLock(`${paths.trustFile}.lock`, { what: 'the list of trusted files' }, async () => {
    const trust = readTrust(paths);
    const revoked = Object.keys(trust.files).filter((file) => isWithin(file, root));
    if (revoked.length === 0 || dryRun) return revoked.sort();
    for (const file of revoked) delete trust.files[file];
    writeFileAtomic(paths.trustFile, `${JSON.stringify(trust, null, 2)}\n`);
    return revoked.sort();
  });
}

function realPath(file: string): string {
  try {
    return fs.realpathSync(file);
  } catch {
    return file;
  }
}

function readTrust(paths: AimPaths): TrustFile {
  return readStateFile(paths.trustFile, 'the list of trusted files', isTrustFile) ?? { files: {} };
}

function isTrustFile(value: unknown): value is TrustFile {
  const files = (value as TrustFile | null)?.files;
  return typeof files === 'object' && files !== null;
}

/** SHA-256 in hex: what trust holds to. */
// Loaded here: most commands meet no project's file, and this module takes ms to load.
export async function contentHash(text: string): Promise<string> {
  const { createHash } = await import('node:crypto');
  return createHash('sha256').update(text).digest('hex');
}
