import * as fs from 'node:fs';
import { systemCode } from '../errors/from-system-error.js';
import { dailyFiles } from './audit-place.js';
import type { AuditRecord } from './events.js';

/**
 * The newest whole record of the log, read from the last 64 KiB of its newest file; undefined when
 * there is none. What cannot be read is passed over as `recentAuditRecords` says.
 *
 * @param place - a folder of daily files, or one file
 */
export function lastAuditRecord(place: string): AuditRecord | undefined {
  return recentAuditRecords(place, { limit: 1, tailBytes: 64 * 1024 })[0];
}

export interface RecentRecords {
  /** The most records to answer. */
  limit: number;
  /** How much of each file is read, from its end; 8 MiB unless told. */
  tailBytes?: number;
  /** Which records are meant; all unless told. A line of the log may hold any JSON. */
  isWanted?: (record: AuditRecord) => boolean;
}

/**
 * The newest whole records of the log, newest first. Lines that do not parse are passed over, and so
 * are files that cannot be read and what is no file: the log is looked at here, not checked.
 *
 * @param place - a folder of daily files, or one file
 */
export function recentAuditRecords(
  place: string,
  { limit, tailBytes = 8 * 1024 * 1024, isWanted = () => true }: RecentRecords,
): AuditRecord[] {
  const files = tryRead(() => dailyFiles(place).reverse()) ?? [place];
  const records: AuditRecord[] = [];
  for (const file of files) {
    const left = limit - records.length;
    if (left <= 0) break;
    records.push(...(tryRead(() => newestOf(file, { limit: left, tailBytes, isWanted })) ?? []));
  }
  return records;
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

function newestOf(
  path: string,
  { limit, tailBytes, isWanted }: Required<RecentRecords>,
): AuditRecord[] {
  // Without O_NONBLOCK, opening a pipe waits for somebody who writes to it.
  const file = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  try {
    const stat = fs.fstatSync(file);
    if (!stat.isFile()) return [];
    const buffer = Buffer.alloc(Math.min(stat.size, tailBytes));
    fs.readSync(file, buffer, 0, buffer.length, stat.size - buffer.length);
    const records: AuditRecord[] = [];
    for (const line of buffer.toString('utf8').split('\n').reverse()) {
      const record = parse(line);
      if (record !== undefined && isWanted(record) && records.push(record) >= limit) break;
    }
    return records;
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
