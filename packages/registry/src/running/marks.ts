import {
  isMissing,
  isProcessMark,
  markOfThisProcess,
  processIsGone,
  readTextFile,
  tryParseJson,
  writeFileAtomic,
} from '@aim/core';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';

/** What a process says by a file: that it holds a place, or waits for one. */
export type MarkKind = 'place' | 'wait';

/**
 * Lays a mark of this process into a folder, and answers its name. The names of a kind are in the
 * order of time.
 *
 * @throws AimError `file.permission`
 */
export function putMark(folder: string, kind: MarkKind): string {
  const name = `${kind}-${String(Date.now()).padStart(15, '0')}-${randomBytes(9).toString('hex')}`;
  const mark = JSON.stringify(markOfThisProcess());
  writeFileAtomic(join(folder, name), mark, { durable: false });
  return name;
}

/** The names of the marks of living processes, the oldest first; those of dead ones are removed. */
export function listLiving(folder: string, kind: MarkKind): string[] {
  return names(folder)
    .filter((name) => new RegExp(`^${kind}-\\d{15}-[0-9a-f]+$`).test(name))
    .sort()
    .filter((name) => isLiving(join(folder, name)));
}

export function countLiving(folder: string, kind: MarkKind): number {
  return listLiving(folder, kind).length;
}

function isLiving(file: string): boolean {
  const owner = tryParseJson(readTextFile(file) ?? '');
  if (!isProcessMark(owner)) return false;
  if (!processIsGone(owner)) return true;
  fs.rmSync(file, { force: true });
  return false;
}

function names(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
