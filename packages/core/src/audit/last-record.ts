import * as fs from 'node:fs';
import { systemCode } from '../errors/from-system-error.js';
import { logFiles } from './audit-place.js';
import type { AuditRecord } from './events.js';
import { linesBackward } from './read-lines.js';

/**
 * The newest whole record of the log, read from the last 64 KiB of its newest file; undefined when
 * there is none. What cannot be read is passed over as `auditRecords` says.
 *
 * @param place - a folder of daily files, or one file
 */
export function lastAuditRecord(place: string): AuditRecord | undefined {
  return recentAuditRecords(place, { limit: 1, tailBytes: 64 * 1024 })[0];
}

export interface RecordSelection {
  /** A text that each wanted line holds: lines without it are not parsed. */
  needle?: string | undefined;
  /** Which records are meant; all unless told. A line of the log may hold any JSON. */
  isWanted?: ((record: AuditRecord) => boolean) | undefined;
  /** The first day that can hold a wanted record, as `2026-11-25`. */
  since?: string | undefined;
  /** How much of each file is read, from its end; all of it unless told. */
  tailBytes?: number | undefined;
}

/** The newest whole records of the log, newest first, as {@link auditRecords} finds them. */
export function recentAuditRecords(
  place: string,
  { limit, ...selection }: RecordSelection & { limit: number },
): AuditRecord[] {
  const records: AuditRecord[] = [];
  if (limit <= 0) return records;
  for (const record of auditRecords(place, selection)) {
    if (records.push(record) >= limit) break;
  }
  return records;
}

/**
 * The whole records of the log, newest first, in memory that does not depend on its length. Lines
 * that do not parse are passed over, and so are files that cannot be read and what is no file: the
 * log is looked at here, not checked.
 *
 * @param place - a folder of daily files, or one file
 */
export function* auditRecords(
  place: string,
  { needle, isWanted = () => true, since = '', tailBytes }: RecordSelection = {},
): Generator<AuditRecord> {
  const bytes = needle === undefined ? undefined : Buffer.from(needle);
  for (const { path, day } of (tryRead(() => logFiles(place)) ?? []).reverse()) {
    if (day !== undefined && day < since) continue;
    const file = tryRead(() => openFile(path));
    if (file === undefined) continue;
    try {
      for (const line of linesBackward(file.handle, file.size, { needle: bytes, tailBytes })) {
        const record = parse(line);
        if (record !== undefined && isWanted(record)) yield record;
      }
    } finally {
      fs.closeSync(file.handle);
    }
  }
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

function openFile(path: string): { handle: number; size: number } | undefined {
  // Without O_NONBLOCK, opening a pipe waits for somebody who writes to it.
  const handle = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  const stat = fs.fstatSync(handle);
  if (stat.isFile()) return { handle, size: stat.size };
  fs.closeSync(handle);
  return undefined;
}

function parse(line: Buffer): AuditRecord | undefined {
  try {
    const value = JSON.parse(line.toString('utf8')) as AuditRecord | null;
    return typeof value?.timestamp === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
