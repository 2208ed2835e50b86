import { AimError, fileError, systemCode } from '@aim/core';
import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Identity } from '../caches/types.js';

/**
 * A folder that is held open while something in it is done, so that nobody can put a link in the
 * place of it or of one that it lies in. Only Linux can do so; elsewhere it is looked at again.
 */
export interface HeldFolder {
  /** A path to an entry of the folder, which leads there whatever happens to the folder's own path. */
  entry: (name: string) => string;
  close: () => void;
}

/**
 * Opens the folder of a path. Its path has to be real: without a link in any part of it.
 *
 * @throws AimError `scan.changed` when it is not, `file.permission`
 */
export function holdFolder(folder: string): HeldFolder {
  let handle: number | undefined;
  try {
    if (fs.realpathSync(folder) !== folder) throw changed(folder, 'a link leads there now');
    const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = fs.constants;
    if (process.platform !== 'linux')
      return { entry: (name) => join(folder, name), close: () => undefined };
    handle = fs.openSync(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    const held = `/proc/self/fd/${handle}`;
    if (fs.readlinkSync(held) !== folder) throw changed(folder, 'a link leads there now');
    const open = handle;
    return { entry: (name) => join(held, name), close: () => fs.closeSync(open) };
  } catch (error) {
    if (handle !== undefined) fs.closeSync(handle);
    if (systemCode(error) === 'ENOENT') throw changed(folder, 'it is not there any more');
    throw fileError('read', folder, error);
  }
}

/** What lies at a path now; undefined for nothing that can be seen. A link is told as itself. */
export function identityOf(path: string): Identity | undefined {
  try {
    const stat = fs.lstatSync(path, { bigint: true, throwIfNoEntry: false });
    return stat === undefined ? undefined : `${stat.dev}:${stat.ino}`;
  } catch {
    return undefined;
  }
}

/**
 * Moves the entry that is known by its identity, and no other, to a place where nothing lies, on the
 * same file system. Nothing is copied, no link is followed, and what was not meant is put back.
 *
 * @throws AimError `scan.changed`, `file.exists`, `file.permission`
 */
export function moveEntry(from: string, to: string, identity: Identity): void {
  const source = holdFolder(dirname(from));
  try {
    const target = holdFolder(dirname(to));
    try {
      const [old, now] = [source.entry(basename(from)), target.entry(basename(to))];
      if (identityOf(old) !== identity) throw changed(from, 'something else lies there now');
      if (identityOf(now) !== undefined) throw occupied(to);
      fs.renameSync(old, now);
      if (identityOf(now) === identity) return;
      fs.renameSync(now, old);
      throw changed(from, 'something else lies there now');
    } finally {
      target.close();
    }
  } catch (error) {
    if (systemCode(error) === 'EXDEV' || systemCode(error) === 'EBUSY') {
      throw changed(from, 'a file system is mounted there now');
    }
    throw fileError('write', from, error);
  } finally {
    source.close();
  }
}

export function changed(path: string, why: string): AimError {
  return new AimError('scan.changed', `${path} is left as it is: ${why}`, {
    hint: 'aim scan clean --dry-run looks at it anew',
    details: { path },
  });
}

function occupied(path: string): AimError {
  return new AimError('file.exists', `Something lies at ${path}, which is kept`, {
    hint: 'Move it away, and do it again',
    details: { path },
  });
}
