import { pathFolders, type Host } from '@aim/core';
import * as fs from 'node:fs';

/** What lies at a path, itself and not what a link leads to; undefined for nothing. */
export function entryAt(path: string): fs.Stats | undefined {
  try {
    return fs.lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** What a path leads to; undefined for nothing, or where it may not be looked at. */
export function targetOf(path: string): fs.Stats | undefined {
  try {
    return fs.statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** True when this user may write a file, or into a folder. */
export function mayWrite(path: string): boolean {
  try {
    fs.accessSync(path, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The real path, or the path itself where it leads nowhere. */
export function realPath(path: string): string {
  try {
    return fs.realpathSync(path);
  } catch {
    return path;
  }
}

/** The real folders of PATH, in order. */
export function realPathFolders(host: Host): string[] {
  return pathFolders(host).map(realPath);
}

/** The first bytes of a regular file as Latin-1 text; empty for anything else. */
export function headOf(path: string, bytes = 256): string {
  if (targetOf(path)?.isFile() !== true) return '';
  let file: number | undefined;
  try {
    file = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
    const head = Buffer.alloc(bytes);
    return head.subarray(0, fs.readSync(file, head, 0, bytes, 0)).toString('latin1');
  } catch {
    return '';
  } finally {
    if (file !== undefined) fs.closeSync(file);
  }
}
