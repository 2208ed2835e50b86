import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { fileError, systemCode } from '../errors/from-system-error.js';

export interface AtomicWriteOptions {
  /** Permission bits of the new file, whatever the umask; 0600 unless told. */
  mode?: number;
  /** Group id of the new file, where this user may set it; what the system chooses unless told. */
  group?: number;
  /**
   * False leaves out both fsyncs: for what may be lost with the machine, and is written often. A
   * reader, and a process that dies, still see the old content or the new.
   */
  durable?: boolean;
}

/** Whole, or in pieces that are made as they are written. */
export type FileContent = string | Uint8Array | Iterable<string>;

/**
 * Replaces a file whole: temporary file beside it, fsync, rename, fsync of the folder. A reader or
 * a crash sees the old content or the new, never a mix. Missing folders are made with mode 0700.
 * A symbolic link at `path` is followed, so that a linked dotfile stays a link.
 *
 * @throws AimError `file.permission` when the place cannot be written.
 */
export function writeFileAtomic(
  path: string,
  content: FileContent,
  options: AtomicWriteOptions = {},
): void {
  let temporary: string | undefined;
  try {
    const target = resolveLink(path);
    const folder = dirname(target);
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    temporary = `${target}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
    writeNewFile(temporary, content, options);
    fs.renameSync(temporary, target);
    temporary = undefined;
    if (options.durable !== false) syncFolder(folder);
  } catch (error) {
    if (temporary !== undefined) fs.rmSync(temporary, { force: true });
    throw fileError('write', path, error);
  }
}

function resolveLink(path: string): string {
  try {
    return fs.realpathSync(path);
  } catch {
    return path;
  }
}

function writeNewFile(
  path: string,
  content: FileContent,
  { mode = 0o600, group, durable = true }: AtomicWriteOptions,
): void {
  const file = fs.openSync(path, 'wx', mode);
  try {
    if (group !== undefined) setGroup(file, group);
    // Only what the umask took away: some file systems know no modes and refuse to set one.
    if ((mode & ~fs.fstatSync(file).mode) !== 0) fs.fchmodSync(file, mode);
    const isWhole = typeof content === 'string' || content instanceof Uint8Array;
    for (const piece of isWhole ? [content] : content) fs.writeFileSync(file, piece);
    if (durable) fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

function setGroup(file: number, group: number): void {
  const { uid, gid } = fs.fstatSync(file);
  if (gid === group) return;
  try {
    fs.fchownSync(file, uid, group);
  } catch (error) {
    if (systemCode(error) !== 'EPERM') throw error;
  }
}

// Windows cannot open a folder; there the rename itself is the commit.
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}
