import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import type { Identity } from '../caches/types.js';
import { changed } from './held-folder.js';

const blockBytes = 256 * 1024;

/** What shows whether somebody wrote to a file since it was compared. */
export interface Looks {
  size: bigint;
  mtimeNs: bigint;
  ctimeNs: bigint;
}

/** That two files had the same bytes, and how they looked then. */
export interface Proof {
  /** In hex. */
  sha256: string;
  kept: Looks;
  copy: Looks;
}

/** A file that is read, and what it was when that began. */
interface OpenFile {
  path: string;
  handle: number;
  before: fs.BigIntStats;
}

/**
 * Compares two regular files byte by byte, and proves that neither was changed meanwhile.
 *
 * @throws AimError `scan.changed` when they differ, are others than expected, or change
 */
export function compareBytes(
  kept: { path: string; identity: Identity },
  copy: { path: string; identity: Identity },
): Proof {
  const files: OpenFile[] = [];
  try {
    for (const each of [kept, copy]) files.push(openFile(each));
    const [first, second] = files as [OpenFile, OpenFile];
    const hash = createHash('sha256');
    const [one, two] = [Buffer.allocUnsafe(blockBytes), Buffer.allocUnsafe(blockBytes)];
    for (let position = 0; ;) {
      const length = readBlock(first.handle, one, position);
      if (
        readBlock(second.handle, two, position) !== length ||
        !one.subarray(0, length).equals(two.subarray(0, length))
      ) {
        throw changed(copy.path, `it differs from ${kept.path}`);
      }
      if (length === 0) break;
      hash.update(one.subarray(0, length));
      position += length;
    }
    for (const file of files) ensureUnchanged(file);
    return {
      sha256: hash.digest('hex'),
      kept: looksOf(first.before),
      copy: looksOf(second.before),
    };
  } finally {
    for (const { handle } of files) fs.closeSync(handle);
  }
}

/** SHA-256 of a regular file, in hex; undefined where there is none. */
export function hashOf(path: string): string | undefined {
  const hash = createHash('sha256');
  let handle: number;
  try {
    handle = fs.openSync(
      path,
      fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK,
    );
  } catch {
    return undefined;
  }
  try {
    const block = Buffer.allocUnsafe(blockBytes);
    for (let position = 0; ;) {
      const length = readBlock(handle, block, position);
      if (length === 0) return hash.digest('hex');
      hash.update(block.subarray(0, length));
      position += length;
    }
  } finally {
    fs.closeSync(handle);
  }
}

/** True while nobody wrote to the file at a path; another name of it changes only its ctime. */
export function isUnwritten(path: string, { size, mtimeNs }: Looks): boolean {
  const now = fs.lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return now?.isFile() === true && now.size === size && now.mtimeNs === mtimeNs;
}

function looksOf({ size, mtimeNs, ctimeNs }: fs.BigIntStats): Looks {
  return { size, mtimeNs, ctimeNs };
}

function openFile({ path, identity }: { path: string; identity: Identity }): OpenFile {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  const handle = fs.openSync(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  const before = fs.fstatSync(handle, { bigint: true });
  if (before.isFile() && `${before.dev}:${before.ino}` === identity)
    return { path, handle, before };
  fs.closeSync(handle);
  throw changed(path, 'something else lies there now');
}

function ensureUnchanged({ path, handle, before }: OpenFile): void {
  const now = fs.fstatSync(handle, { bigint: true });
  if (now.size === before.size && now.mtimeNs === before.mtimeNs && now.ctimeNs === before.ctimeNs)
    return;
  throw changed(path, 'it changes while it is read');
}

/** A whole block, or what is left of the file. */
function readBlock(handle: number, block: Buffer, position: number): number {
  let length = 0;
  while (length < block.length) {
    const read = fs.readSync(handle, block, length, block.length - length, position + length);
    if (read === 0) break;
    length += read;
  }
  return length;
}
