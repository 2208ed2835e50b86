import { hash } from 'node:crypto';
import * as fs from 'node:fs';
import { isAimError } from '../errors/aim-error.js';
import { isMissing } from '../errors/from-system-error.js';
import { withLock } from '../files/with-lock.js';
import { logFiles, type AuditPlace, type LogFile } from './audit-place.js';
import { chainStart, hashedBytes, readLink, type Link, type ReadLink } from './chain.js';
import { createForeign, isTold, type ForeignLines } from './foreign-lines.js';
import { headPath, readHead, type Head } from './head.js';
import { linesForward, type Line } from './read-lines.js';
import { recentAuditRecords } from './last-record.js';

/** The first place where the log is not as AIM wrote it. */
export interface LogBreak {
  kind: 'changed' | 'missing' | 'reordered' | 'inserted';
  /** Null where it is the whole log. */
  file: string | null;
  /** From 1. */
  line: number | null;
  /** The number of the record that is not as it was. */
  seq: number | null;
  message: string;
}

export interface VerifiedLog {
  files: number;
  bytes: number;
  /** Records of the chain that are as they were written. */
  chained: number;
  /** Lines that no chain guards: of earlier versions and systems, and what a crash left. */
  unchained: number;
  /** Numbers of the first and last of the chain that are there; null where there is none. */
  first: number | null;
  last: number | null;
  /** What is not as usual and no break. */
  notes: string[];
  broken: LogBreak | null;
}

/**
 * Holds the log against its chain, up to where it ends now, in memory that does not depend on its
 * length. Names the first record that was changed, taken away, moved or put in.
 *
 * @param place - a folder of daily files, or one file
 * @throws what the file system refuses
 */
export async function verifyLog(place: string): Promise<VerifiedLog> {
  for (;;) {
    const { files, head } = await snapshot(place);
    try {
      return walk(place, files, head);
    } catch (error) {
      // Retention removed a file meanwhile.
      if (!isMissing(error)) throw error;
    }
  }
}

interface SizedFile extends LogFile {
  size: number;
}

/** The files and the head of one moment: no record is on its way. */
async function snapshot(place: string): Promise<{ files: SizedFile[]; head: Head | undefined }> {
  const look = () => ({
    files: logFiles(place).map((file) => ({ ...file, size: fs.statSync(file.path).size })),
    // The head lies beside either kind of log.
    head: readHead({ folder: place } satisfies AuditPlace),
  });
  const now = look();
  if (now.files.length === 0) return now;
  try {
    return await withLock(`${place}.lock`, { what: 'the audit log', waitMs: 5_000 }, look);
  } catch (error) {
    // A copy on a medium that cannot be written to is not written to either.
    if (isAimError(error)) return look();
    throw error;
  }
}

interface Walk {
  place: string;
  files: readonly SizedFile[];
  report: VerifiedLog;
  last: Link | undefined;
  foreign: ForeignLines | undefined;
}

interface Where {
  file: SizedFile;
  line: number;
  /** Where the line after this one begins. */
  next: number;
}

function walk(place: string, files: readonly SizedFile[], head: Head | undefined): VerifiedLog {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const report: VerifiedLog = {
    files: files.length,
    bytes,
    chained: 0,
    unchained: 0,
    first: null,
    last: null,
    notes: [],
    broken: null,
  };
  const state: Walk = { place, files, report, last: undefined, foreign: undefined };
  for (const file of files) {
    if (report.broken !== null) break;
    walkFile(state, file);
  }
  if (report.broken === null) atTheEnd(state, head);
  return report;
}

function walkFile(state: Walk, file: SizedFile): void {
  const handle = fs.openSync(file.path, 'r');
  try {
    let line = 0;
    let next = 0;
    for (const each of linesForward(handle, 0, file.size)) {
      line += 1;
      next += each.bytes.length + 1;
      if (file.isImported) state.report.unchained += 1;
      else state.report.broken = check(state, each, { file, line, next });
      if (state.report.broken !== null) return;
    }
  } finally {
    fs.closeSync(handle);
  }
}

function check(state: Walk, { bytes, isEnded }: Line, where: Where): LogBreak | null {
  const { report } = state;
  const link = isEnded ? readLink(bytes) : undefined;
  if (link === undefined) {
    report.unchained += 1;
    // What stands before the chain is of earlier versions.
    if (state.last === undefined) return null;
    state.foreign ??= createForeign(where.file.path, where.line);
    state.foreign.add(bytes);
    return null;
  }
  const after = state.last ?? beforeFirst(state, link);
  if (after === undefined || link.seq !== after.seq + 1) return misplaced(state, link, where);
  if (hash('sha256', hashedBytes(bytes, after.hash), 'hex') !== link.hash) {
    return broken('changed', `record ${link.seq} was changed, or the one before it`, {
      ...where,
      seq: link.seq,
    });
  }
  if (state.foreign !== undefined) {
    if (!isTold(state.foreign, bytes)) return inserted(state.foreign);
    report.notes.push(`${state.foreign.place}: ${state.foreign.text}, as record ${link.seq} says`);
    state.foreign = undefined;
  }
  state.last = { seq: link.seq, hash: link.hash };
  report.first ??= link.seq;
  report.last = link.seq;
  report.chained += 1;
  return null;
}

/** What the oldest record follows: nothing, or what retention removed. */
function beforeFirst({ place, report }: Walk, { seq, prev }: ReadLink): Link | undefined {
  if (seq === 1) return chainStart;
  if (prev === undefined) return undefined;
  const isWanted = ({ event_type: type, details }: { event_type: string; details: unknown }) => {
    const through = (details as { through?: Partial<Link> | null } | undefined)?.through;
    return type === 'audit_prune' && through?.seq === seq - 1 && through.hash === prev;
  };
  const [prune] = recentAuditRecords(place, { limit: 1, needle: '"audit_prune"', isWanted });
  if (prune === undefined) return undefined;
  report.notes.push(`${removed(seq - 1)} for age, as record ${prune.seq} says`);
  return { seq: seq - 1, hash: prev };
}

function misplaced(state: Walk, { seq }: ReadLink, where: Where): LogBreak {
  const expected = (state.last?.seq ?? 0) + 1;
  if (seq < expected) {
    const message = `record ${seq} stands behind record ${expected - 1}`;
    return broken('reordered', message, { ...where, seq });
  }
  if (state.foreign !== undefined) {
    const { file, line } = state.foreign;
    const message = `record ${expected} was changed: it is no record any more`;
    return { kind: 'changed', file, line, seq: expected, message };
  }
  if (standsLater(state, expected, where)) {
    const message = `record ${seq} stands before record ${expected}`;
    return broken('reordered', message, { ...where, seq });
  }
  return broken('missing', missing(expected, seq - 1), { ...where, seq: expected });
}

/** True when a record follows further on. */
function standsLater({ files }: Walk, seq: number, { file, next }: Where): boolean {
  return files.slice(files.indexOf(file)).some((each) => {
    const handle = fs.openSync(each.path, 'r');
    try {
      for (const { bytes } of linesForward(handle, each === file ? next : 0, each.size)) {
        if (readLink(bytes)?.seq === seq) return true;
      }
      return false;
    } finally {
      fs.closeSync(handle);
    }
  });
}

function atTheEnd({ place, report, last, foreign }: Walk, head: Head | undefined): void {
  if (foreign !== undefined) {
    report.notes.push(`${foreign.place}: ${foreign.text}; the next record will tell of it`);
  }
  const end = last?.seq ?? 0;
  if (head === undefined) {
    // A process can die between the first record of a log and its first head.
    if (end <= 1) return;
    const message = `${headPath({ folder: place })} is missing: nobody can tell whether records were taken from the end`;
    report.broken = { kind: 'missing', file: null, line: null, seq: null, message };
  } else if (end < head.seq) {
    const message = `${missing(end + 1, head.seq)} at the end`;
    report.broken = { kind: 'missing', file: null, line: null, seq: end + 1, message };
  } else if (end === head.seq && last !== undefined && last.hash !== head.hash) {
    const message = `record ${end} is not the one that was written last`;
    report.broken = { kind: 'changed', file: null, line: null, seq: end, message };
  }
}

function missing(from: number, to: number): string {
  return from === to ? `record ${from} is missing` : `records ${from} to ${to} are missing`;
}

function removed(through: number): string {
  return through === 1 ? 'record 1 was removed' : `records 1 to ${through} were removed`;
}

function inserted({ file, line, text }: ForeignLines): LogBreak {
  return { kind: 'inserted', file, line, seq: null, message: `${text}: AIM did not write it` };
}

function broken(
  kind: LogBreak['kind'],
  message: string,
  { file, line, seq }: Where & { seq: number },
): LogBreak {
  return { kind, file: file.path, line, seq, message };
}
