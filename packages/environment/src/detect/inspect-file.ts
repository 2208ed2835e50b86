import { systemCode } from '@aim/core';
import * as fs from 'node:fs';
import type { PresenceProblemKind } from './types.js';

/** What lies at a path that bears a program's name. */
export type Inspection =
  | { kind: 'program'; realPath: string; inode: string }
  | { kind: 'absent' }
  | { kind: Exclude<PresenceProblemKind, 'unreadable-metadata'>; detail: string };

/** Tells a program that can be started from what only bears its name. Never opens the file. */
export function inspectFile(path: string, isWindows: boolean): Inspection {
  try {
    const stat = fs.statSync(path, { bigint: true });
    if (!stat.isFile()) return { kind: 'not-a-file', detail: `it is ${describe(stat)}` };
    if (!isWindows && !mayExecute(path)) {
      const content = stat.size === 0n ? 'it is empty and' : 'it is';
      return {
        kind: 'not-executable',
        detail: `${content} not marked as executable for this user`,
      };
    }
    const realPath = fs.realpathSync(path);
    return { kind: 'program', realPath, inode: `${stat.dev}:${stat.ino}` };
  } catch (error) {
    return whyUnreachable(path, error);
  }
}

function describe(stat: fs.BigIntStats): string {
  if (stat.isDirectory()) return 'a folder';
  if (stat.isFIFO()) return 'a named pipe';
  return stat.isSocket() ? 'a socket' : 'a device';
}

function mayExecute(path: string): boolean {
  try {
    fs.accessSync(path, fs.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function whyUnreachable(path: string, error: unknown): Inspection {
  const target = linkTarget(path);
  if (target === undefined) return { kind: 'absent' };
  const code = systemCode(error);
  if (code === 'ELOOP') return { kind: 'dangling-link', detail: 'its links lead in a circle' };
  if (code === 'EACCES' || code === 'EPERM') {
    return { kind: 'not-executable', detail: `this user may not reach its target ${target}` };
  }
  return { kind: 'dangling-link', detail: `its target ${target} does not exist` };
}

function linkTarget(path: string): string | undefined {
  try {
    return fs.readlinkSync(path);
  } catch {
    return undefined;
  }
}
