import * as fs from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '../errors/from-system-error.js';
import type { AuditRecord } from './events.js';

const tailBytes = 64 * 1024;

/**
 * The newest whole record of the log, read from the end of its newest file; undefined when there
 * is none. Lines that do not parse are passed over, and so are files that cannot be read and what
 * is no file: the log is looked at here, not checked.
 *
 * @param place - a folder of daily files, or one file
 */
export function lastAuditRecord(place: string): AuditRecord | undefined {
  const names = tryRead(() => fs.readdirSync(place));
  if (names === undefined) return tryRead(() => lastOf(place));
  const newestFirst = names
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .reverse();
  for (const name of newestFirst) {
    const record = tryRead(() => lastOf(join(place, name)));
    if (record !== undefined) return record;
  }
  return undefined;
}

/** What `read` answers, or undefined where the file system refuses. */
function tryRead<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (systemCode(error) !== undefined) return undefined;
    throw error;
  }
}

function lastOf(path: string): AuditRecord | undefined {
  // Without O_NONBLOCK, opening a pipe waits for somebody who writes to it.
  const file = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  try {
    const stat = fs.fstatSync(file);
    if (!stat.isFile()) return undefined;
    const buffer = Buffer.alloc(Math.min(stat.size, tailBytes));
    fs.readSync(file, buffer, 0, buffer.length, stat.size - buffer.length);
    for (const line of buffer.toString('utf8').split('\n').reverse()) {
      const record = parse(line);
      if (record !== undefined) return record;
    }
    return undefined;
  } finally {
    fs.closeSync(file);
  }
}

function parse(line: string): AuditRecord | undefined {
  try {
    const value = JSON.parse(line) as AuditRecord | null;
    return typeof value?.timestamp === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
