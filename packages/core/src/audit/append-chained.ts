import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { withLock } from '../files/with-lock.js';
import { keptPath, pathOfPlace, segmentPath, type AuditPlace } from './audit-place.js';
import { chainLine, chainStart, type Link } from './chain.js';
import type { AuditRecord } from './events.js';
import { findEnd, type Foreign, type LogEnd } from './find-end.js';
import { readHead, writeHead, type Head } from './head.js';

/** What the log tells of itself while it is written. */
export interface Notes {
  /** Bytes behind the chain that are no record of it. */
  foreign?: Foreign;
  /** The head was lost, and found anew. */
  isHeadLost?: boolean;
  /** What retention removes: all up to this record, which is the last of them. */
  pruned?: Pruned;
}

export interface Pruned {
  files: readonly string[];
  through: Link | undefined;
}

export interface AppendRequest {
  /** Asked under the lock, so that the records' times have the order of the log. */
  records: (notes: Notes) => readonly AuditRecord[];
  /** As `2026-11-25`. */
  today: string;
  /** A segment of this size is full. */
  maxBytes: number;
  /** False for a log in one file that is to stay one until it is full. */
  isDaily: boolean;
  /** Reaches the disk before the answer. */
  isDurable: boolean;
  /** Which files are too old, asked when a segment begins. */
  tooOld: () => readonly string[];
}

/**
 * Appends records to the chain, under the lock of the log; what was cut off by a crash, or written
 * by something else, is ended and told by a record of its own.
 *
 * @returns what was found that had to be told
 * @throws AimError `lock.busy`, and what the file system refuses; then nothing was appended
 */
export function appendChained(place: AuditPlace, request: AppendRequest): Promise<Notes> {
  const lock = `${pathOfPlace(place)}.lock`;
  return withLock(lock, { what: 'the audit log', waitMs: 5_000 }, () => append(place, request));
}

async function append(place: AuditPlace, request: AppendRequest): Promise<Notes> {
  const { head: known, isLost } = await knownHead(place, request.today);
  let { head, foreign } = findEnd(place, known);
  const notes: Notes = isLost ? { isHeadLost: true } : {};
  // What is foreign is told in the file that it lies in.
  if (foreign === undefined && isOver(head, request)) {
    ({ head, foreign } = nextSegment(place, head, request));
    const files = request.tooOld();
    if (files.length > 0) notes.pruned = { files, through: await lastLinkOf(files) };
  }
  if (foreign !== undefined) notes.foreign = foreign;
  write(place, { head, foreign, notes }, request);
  for (const file of notes.pruned?.files ?? []) fs.rmSync(file, { force: true });
  return notes;
}

interface KnownHead {
  head: Head;
  isLost: boolean;
}

async function knownHead(place: AuditPlace, today: string): Promise<KnownHead> {
  const head = readHead(place);
  if (head !== undefined) return { head, isLost: false };
  const { searchHead } = await import('./search-head.js');
  const found = searchHead(place, today);
  if (found !== undefined) return { head: found, isLost: true };
  // What older versions left in the file of today stays as it is, before the chain.
  const begin = { ...chainStart, day: today, part: 1, size: 0 };
  const size = fs.statSync(segmentPath(place, begin), { throwIfNoEntry: false })?.size ?? 0;
  return { head: { ...begin, size }, isLost: false };
}

async function lastLinkOf(files: readonly string[]): Promise<Link | undefined> {
  return (await import('./search-head.js')).lastLinkOf(files);
}

/** A clock that was set back goes on in the segment of the later day. */
function isOver({ day, size }: Head, { today, maxBytes, isDaily }: AppendRequest): boolean {
  return size >= maxBytes || (isDaily && day < today);
}

function nextSegment(place: AuditPlace, head: Head, { today, isDaily }: AppendRequest): LogEnd {
  const day = head.day < today ? today : head.day;
  const next = { ...head, day, part: day === head.day ? head.part + 1 : 1, size: 0 };
  if ('file' in place && fs.existsSync(place.file)) {
    // A file that is no day's own has records of all days until now: none of them is older.
    const kept = { day: isDaily ? head.day : day, part: 1 };
    while (fs.existsSync(keptPath(place.file, kept))) kept.part += 1;
    fs.renameSync(place.file, keptPath(place.file, kept));
  }
  return findEnd(place, next);
}

function write(
  place: AuditPlace,
  { head, foreign, notes }: LogEnd & { notes: Notes },
  { records, isDurable }: AppendRequest,
): void {
  const path = segmentPath(place, head);
  fs.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = fs.openSync(path, 'a+', 0o600);
  try {
    let end: Link = head;
    let isFirst = head.size === 0;
    const lines = records(notes).map((record) => {
      const line = chainLine(record, end, isFirst);
      [end, isFirst] = [line, false];
      return line.text;
    });
    const isAmidLine = foreign?.isCut ?? endsAmidLine(file, head);
    const bytes = Buffer.from(`${isAmidLine ? '\n' : ''}${lines.join('\n')}\n`);
    writeWhole(file, bytes, head.size);
    if (isDurable) fs.fdatasyncSync(file);
    writeHead(place, { ...head, ...end, size: head.size + bytes.length });
  } finally {
    fs.closeSync(file);
  }
}

/** Before the chain began nobody noted what a crash left. */
function endsAmidLine(file: number, { seq, size }: Head): boolean {
  if (seq > 0 || size === 0) return false;
  const last = Buffer.alloc(1);
  fs.readSync(file, last, 0, 1, size - 1);
  return last[0] !== 0x0a;
}

/** A disk that is full takes a part of it: that part is taken back. */
function writeWhole(file: number, bytes: Buffer, size: number): void {
  try {
    for (let at = 0; at < bytes.length;) at += fs.writeSync(file, bytes, at);
  } catch (error) {
    fs.ftruncateSync(file, size);
    throw error;
  }
}
