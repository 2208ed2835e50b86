import * as fs from 'node:fs';
import { isMissing } from '../errors/from-system-error.js';
import { pathOfPlace, type AuditPlace, type SegmentName } from './audit-place.js';
import type { Link } from './chain.js';

/** Where the log ends: what the next record follows, and by which records at the end are missed. */
export interface Head extends Link, SegmentName {
  /** Bytes of the segment up to and with its last record. */
  size: number;
}

/** Beside the log, not in it: it tells of a log that was removed as a whole. */
export function headPath(place: AuditPlace): string {
  return `${pathOfPlace(place)}.head`;
}

/** Longer than any head, so that a shorter one leaves nothing of the one before. */
const width = 200;

/** Written over in place, under the lock: a head of another moment than the log is put right by the next. */
export function writeHead(place: AuditPlace, { seq, hash, day, part, size }: Head): void {
  const flags = fs.constants.O_WRONLY | fs.constants.O_CREAT;
  const file = fs.openSync(headPath(place), flags, 0o600);
  try {
    const text = JSON.stringify({ seq, hash, day, part, size });
    fs.writeSync(file, `${text.padEnd(width)}\n`, 0);
  } finally {
    fs.closeSync(file);
  }
}

/** Undefined where there is none, and for one that is damaged: the log itself tells its end, too. */
export function readHead(place: AuditPlace): Head | undefined {
  try {
    const value: unknown = JSON.parse(fs.readFileSync(headPath(place), 'utf8'));
    return isHead(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || isMissing(error)) return undefined;
    throw error;
  }
}

function isHead(value: unknown): value is Head {
  if (typeof value !== 'object' || value === null) return false;
  const { seq, hash, day, part, size } = value as Partial<Record<keyof Head, unknown>>;
  const isCount = (number: unknown) => Number.isSafeInteger(number) && (number as number) >= 0;
  return (
    [seq, part, size].every(isCount) &&
    /^[0-9a-f]{64}$/.test(String(hash)) &&
    /^\d{4}-\d\d-\d\d$/.test(String(day))
  );
}
