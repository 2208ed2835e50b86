import { decodeText, messageOf, type ImportedRecord } from '@aim/core';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { oldRecord } from './old-record.js';
import { readBytes } from './read-old-file.js';

/** A place in an old log that is no record. Its file stays as it is. */
export interface UnreadRecord {
  file: string;
  /** From 1; null for a file that cannot be read at all. */
  line: number | null;
  reason: string;
}

export interface OldAudit {
  file: string;
  records: ImportedRecord[];
  unread: UnreadRecord[];
}

/** 100,000 events of AIM+ are 25 MB. */
const maxLogBytes = 256 * 1024 * 1024;

/**
 * Every file of records in these places, one after the other: `audit.jsonl` of AIM+ with an event a
 * line, and a file for each job of its bridge in a folder a day.
 */
export function* oldAudits(places: readonly string[]): Generator<OldAudit> {
  for (const file of places.flatMap(recordFiles)) {
    try {
      yield readAudit(file, readBytes(file, maxLogBytes));
    } catch (error) {
      yield { file, records: [], unread: [{ file, line: null, reason: messageOf(error) }] };
    }
  }
}

function recordFiles(place: string): string[] {
  if (!fs.statSync(place).isDirectory()) return [place];
  const names = fs.readdirSync(place).sort();
  return names.flatMap((name) => {
    const path = join(place, name);
    if (name.endsWith('.jsonl')) return [path];
    const isDay = /^\d{4}-\d\d-\d\d$/.test(name);
    if (!isDay || fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
    const jobs = fs.readdirSync(path).sort();
    return jobs.filter((job) => job.endsWith('.json')).map((job) => join(path, job));
  });
}

function readAudit(file: string, bytes: Buffer): OldAudit {
  const audit: OldAudit = { file, records: [], unread: [] };
  const seen = new Map<string, number>();
  for (const { line, text, problem } of file.endsWith('.jsonl') ? linesOf(bytes) : whole(bytes)) {
    if (text !== undefined && text.trim() === '') continue;
    const made = text === undefined ? { problem: problem as string } : parsed(text);
    if ('problem' in made) {
      audit.unread.push({ file, line, reason: made.problem });
      continue;
    }
    const { record, written } = made;
    const again = seen.get(text as string) ?? 0;
    seen.set(text as string, again + 1);
    const imported = {
      file,
      line,
      sha256: hashOf(text as string, again),
      ...(written !== undefined && { timestamp: written }),
    };
    audit.records.push({ ...record, imported });
  }
  return audit;
}

/** By content, so that a tree that was moved is known; the same line may mean two events. */
function hashOf(text: string, again: number): string {
  const hash = createHash('sha256').update(text.trim());
  return (again === 0 ? hash : hash.update(`\n${again}`)).digest('hex');
}

function parsed(text: string): ReturnType<typeof oldRecord> {
  try {
    return oldRecord(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: 'it is not JSON' };
    if (error instanceof RangeError) return { problem: 'it is nested too deep' };
    throw error;
  }
}

interface Line {
  line: number;
  /** Undefined where it is no text. */
  text?: string;
  problem?: string;
}

function whole(bytes: Buffer): Line[] {
  const decoded = decodeText(bytes);
  return [{ line: 1, ...('text' in decoded ? decoded : { problem: decoded.message }) }];
}

/** Of UTF-8, a line that is damaged is one line that is lost to the import, not the file. */
function* linesOf(bytes: Buffer): Generator<Line> {
  const isUtf16 = bytes[0] === 0xff || bytes[0] === 0xfe;
  if (isUtf16) {
    const [{ text, problem } = {}] = whole(bytes);
    if (text === undefined) yield { line: 1, problem: problem as string };
    for (const [i, line] of (text ?? '').split('\n').entries()) yield { line: i + 1, text: line };
    return;
  }
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    yield { line, ...decodedLine(bytes.subarray(start, end)) };
    start = end + 1;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A mark of UTF-16 amid a file is damage. */
function decodedLine(bytes: Uint8Array): Omit<Line, 'line'> {
  try {
    return { text: utf8.decode(bytes) };
  } catch {
    return { problem: 'it is not UTF-8 text' };
  }
}
