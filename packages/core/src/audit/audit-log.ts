import { basename } from 'node:path';
import type { AimConfig } from '../config/types.js';
import type { Host } from '../host/host.js';
import type { AimPaths } from '../paths/aim-paths.js';
import { redactData, type Redact } from '../redact/redact-data.js';
import { countOf } from '../text/count-of.js';
import { appendChained, type Notes } from './append-chained.js';
import { auditPlace, pathOfPlace, segmentPath, type AuditPlace } from './audit-place.js';
import { auditEvents, type AuditEvent, type AuditRecord, type AuditSeverity } from './events.js';
import { dayOf, filesTooOld } from './retention.js';

export interface AuditEntry {
  event: AuditEvent;
  message: string;
  severity?: AuditSeverity;
  details?: Readonly<Record<string, unknown>>;
  /** Removes values that may have slipped into the text; nothing is removed when absent. */
  redact?: Redact;
}

/** What came of a record. */
export interface Appended {
  /** Why it could not be written; undefined when it was, or is not wanted. */
  failure?: unknown;
  /** What was found wrong at the end of the log, and is on record now. */
  repaired?: string;
}

export interface AuditLog {
  /** Appends one record to the chain. Never rejects: the work that is recorded has been done. */
  append: (entry: AuditEntry) => Promise<Appended>;
  /** Where the records are read: a folder of daily files, or one file; undefined as `file`. */
  place: string | undefined;
  /** Where a record of this moment goes at first; undefined when the audit is switched off. */
  file: () => string | undefined;
}

/** A file of the log is full at this size unless the configuration says otherwise. */
const defaultFileMB = 64;

/**
 * The append-only log of what was done: files of a day below the data folder, or the one file of
 * `audit.logPath`. Every record is chained to the one before ({@link chainLine}), whichever process
 * wrote it.
 */
export function createAuditLog(
  host: Host,
  paths: AimPaths,
  config: AimConfig['audit'] = {},
): AuditLog {
  const place = auditPlace(host, paths, config);
  const makeRecord = recordMaker(host);
  // One after the other: the lock is not made for two of one process.
  let before: Promise<unknown> = Promise.resolve();
  const file = () => place && segmentPath(place, { day: dayOf(host.now()), part: 1 });
  return {
    place: place && pathOfPlace(place),
    file,
    append: (entry) => {
      if (place === undefined || !isWanted(config.events, entry.event)) return Promise.resolve({});
      const appended = before.then(() => append(place, { host, config, makeRecord, entry }));
      before = appended;
      return appended;
    },
  };
}

interface Append {
  host: Host;
  config: NonNullable<AimConfig['audit']>;
  makeRecord: (entry: AuditEntry) => AuditRecord;
  entry: AuditEntry;
}

async function append(
  place: AuditPlace,
  { host, config, makeRecord, entry }: Append,
): Promise<Appended> {
  const { retentionDays: days, maxFileMB = defaultFileMB } = config;
  const now = host.now();
  try {
    const notes = await appendChained(place, {
      records: (found) => [...entriesOf(found), entry].map(makeRecord),
      today: dayOf(now),
      maxBytes: maxFileMB * 1e6,
      isDaily: 'folder' in place || days !== undefined,
      isDurable: 'isDurable' in auditEvents[entry.event],
      tooOld: () => (days === undefined ? [] : filesTooOld(pathOfPlace(place), { days, now })),
    });
    const [repair] = entriesOf({ ...notes, pruned: undefined });
    return repair === undefined ? {} : { repaired: repair.message };
  } catch (failure) {
    return { failure };
  }
}

/** What the log records of itself. */
function entriesOf({
  foreign,
  isHeadLost,
  pruned,
}: Omit<Notes, 'pruned'> & { pruned?: Notes['pruned'] | undefined }): AuditEntry[] {
  const entries: AuditEntry[] = [];
  if (foreign !== undefined) {
    const { isCut, ...details } = foreign;
    const message = isCut
      ? 'the log ended amid a record: a process died while it wrote'
      : `the log held ${countOf(foreign.lines, 'line')} that AIM did not chain`;
    entries.push({ event: 'audit_repair', severity: 'warning', message, details });
  }
  if (isHeadLost === true) {
    const message = 'the note of where the log ends was lost, and made anew from the log';
    entries.push({ event: 'audit_repair', severity: 'warning', message });
  }
  if (pruned !== undefined) {
    const { files, through } = pruned;
    entries.push({
      event: 'audit_prune',
      message: `removed ${countOf(files.length, 'file')} of the log for their age`,
      details: { files: files.map((path) => basename(path)), through: through ?? null },
    });
  }
  return entries;
}

function recordMaker(host: Host): (entry: AuditEntry) => AuditRecord {
  // Tells sessions apart in the log; guards nothing.
  const session = Math.floor(Math.random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
  const user = host.env['USER'] || host.env['USERNAME'] || host.env['LOGNAME'] || 'unknown';
  return ({ event, severity = 'info', message, details = {}, redact = (text) => text }) => {
    const timestamp = host.now().toISOString();
    return redactData(
      { timestamp, event_type: event, severity, message, details, user, session_id: session },
      redact,
    );
  };
}

function isWanted(kinds: readonly string[] | undefined, event: AuditEvent): boolean {
  const { kind } = auditEvents[event];
  return kinds === undefined || kind === 'log' || kinds.includes(kind);
}
