import { readFileSync } from 'node:fs';
import { writeFileAtomic } from '@aim/core';
import { crc32 } from 'node:zlib';
import type { FileTable } from '../walk/file-table.js';

/**
 * What earlier scans found out: of each file, in which comparison it was and of which class. Files
 * of one comparison are the same when their classes are, and only then; of files of two comparisons
 * nothing is known. A file is known by device, inode, size and times: it is another one otherwise.
 */
export interface CompareCache {
  /** The comparison of a file and its class; undefined for a file that is not known. */
  find: (table: FileTable, row: number) => CacheEntry | undefined;
}

export interface CacheEntry {
  comparison: string;
  label: number;
  digest: number;
}

/** A file that was compared. */
export interface NewEntry {
  row: number;
  /** A number of its own for each comparison of this scan. */
  comparison: number;
  label: number;
  digest: number;
}

const magic = 'aimscan1';
const headerBytes = 16;
const floatsOf = { dev: 0, ino: 1, size: 2, mtimeMs: 3, ctimeMs: 4 } as const;
const keys = Object.keys(floatsOf) as (keyof typeof floatsOf)[];
/** Five floats, then the scan, the comparison, the class and the digest, each of four bytes. */
const entryBytes = 56;
const wordsOf = { scan: 10, comparison: 11, label: 12, digest: 13 } as const;
/** What is kept at most: 22 MB. */
const maxEntries = 400_000;

interface Entries {
  count: number;
  floats: Float64Array;
  words: Uint32Array;
}

/** The cache in that file; an empty one when there is none or when it is damaged. */
export function readCompareCache(file: string): CompareCache & { entries: Entries } {
  const entries = readEntries(file);
  const slots = indexOf(entries);
  const find: CompareCache['find'] = (table, row) => {
    const at = lookUp(entries, slots, (key) => table[key][row] as number);
    if (at === undefined) return undefined;
    const word = (name: keyof typeof wordsOf) => wordAt(entries, at, name);
    return {
      comparison: `${word('scan')}-${word('comparison')}`,
      label: word('label'),
      digest: word('digest'),
    };
  };
  return { find, entries };
}

/**
 * Keeps what is new and, as far as there is room, what was known. A file that changed in the last
 * two seconds before `scannedAt` is not kept: its times could be those of the next change as well.
 *
 * @param scan - a number of its own for this scan
 * @throws AimError `file.permission` and others of an atomic write
 */
export function writeCompareCache(
  file: string,
  { table, news, old, scan, scannedAt }: CacheUpdate,
): void {
  const settled = news.filter(({ row }) => (table.ctimeMs[row] as number) < scannedAt - 2000);
  const kept = settled.slice(0, maxEntries);
  const isReplaced = indexOfRows(table, kept);
  const older = Array.from({ length: old.count }, (_, at) => at)
    .filter((at) => !isReplaced(old, at))
    .slice(0, maxEntries - kept.length);
  const bytes = Buffer.alloc(headerBytes + (kept.length + older.length) * entryBytes);
  const to = viewOf(bytes);
  kept.forEach(({ row, comparison, label, digest }, at) => {
    for (const key of keys)
      to.floats[(at * entryBytes) / 8 + floatsOf[key]] = table[key][row] as number;
    const word = (at * entryBytes) / 4;
    to.words[word + wordsOf.scan] = scan;
    to.words[word + wordsOf.comparison] = comparison;
    to.words[word + wordsOf.label] = label;
    to.words[word + wordsOf.digest] = digest;
  });
  older.forEach((at, index) => {
    const floats = (at * entryBytes) / 8;
    to.floats.set(
      old.floats.subarray(floats, floats + entryBytes / 8),
      ((kept.length + index) * entryBytes) / 8,
    );
  });
  bytes.write(magic, 0, 'latin1');
  bytes.writeUInt32LE(crc32(bytes.subarray(headerBytes)), 8);
  bytes.writeUInt32LE(kept.length + older.length, 12);
  writeFileAtomic(file, bytes, { durable: false });
}

export interface CacheUpdate {
  table: FileTable;
  news: readonly NewEntry[];
  old: Entries;
  scan: number;
  /** When the scan began, in ms since 1970. */
  scannedAt: number;
}

const none: Entries = { count: 0, floats: new Float64Array(0), words: new Uint32Array(0) };

function readEntries(file: string): Entries {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return none;
  }
  if (bytes.length < headerBytes || bytes.toString('latin1', 0, 8) !== magic) return none;
  const count = bytes.readUInt32LE(12);
  const isWhole =
    bytes.length === headerBytes + count * entryBytes &&
    bytes.readUInt32LE(8) === crc32(bytes.subarray(headerBytes));
  return isWhole ? { count, ...viewOf(bytes) } : none;
}

function viewOf(bytes: Buffer): Omit<Entries, 'count'> {
  const { buffer, byteOffset, length } = bytes;
  const size = length - headerBytes;
  return {
    floats: new Float64Array(buffer, byteOffset + headerBytes, size / 8),
    words: new Uint32Array(buffer, byteOffset + headerBytes, size / 4),
  };
}

function wordAt({ words }: Entries, at: number, name: keyof typeof wordsOf): number {
  return words[(at * entryBytes) / 4 + wordsOf[name]] as number;
}

/** Hash slots: 1 + the number of an entry, or 0. */
function indexOf(entries: Entries): Int32Array {
  const slots = slotsFor(entries.count);
  for (let at = 0; at < entries.count; at += 1) {
    const inode = entries.floats[(at * entryBytes) / 8 + floatsOf.ino] as number;
    put(slots, inode, at);
  }
  return slots;
}

function indexOfRows(table: FileTable, news: readonly NewEntry[]) {
  const slots = slotsFor(news.length);
  news.forEach(({ row }, at) => put(slots, table.ino[row] as number, at));
  return (old: Entries, at: number) => {
    const value = (key: keyof typeof floatsOf) =>
      old.floats[(at * entryBytes) / 8 + floatsOf[key]] as number;
    const isSame = (index: number) => {
      const row = (news[index] as NewEntry).row;
      return table.ino[row] === value('ino') && table.dev[row] === value('dev');
    };
    return probe(slots, value('ino'), isSame) !== undefined;
  };
}

function lookUp(
  entries: Entries,
  slots: Int32Array,
  value: (key: keyof typeof floatsOf) => number,
): number | undefined {
  return probe(slots, value('ino'), (at) =>
    keys.every((key) => entries.floats[(at * entryBytes) / 8 + floatsOf[key]] === value(key)),
  );
}

function slotsFor(count: number): Int32Array {
  return new Int32Array(2 ** Math.ceil(Math.log2(count * 2 + 2)));
}

function put(slots: Int32Array, inode: number, at: number): void {
  let slot = slotOf(slots, inode);
  while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
  slots[slot] = at + 1;
}

function probe(
  slots: Int32Array,
  inode: number,
  isSame: (at: number) => boolean,
): number | undefined {
  let slot = slotOf(slots, inode);
  for (;;) {
    const at = (slots[slot] as number) - 1;
    if (at < 0) return undefined;
    if (isSame(at)) return at;
    slot = (slot + 1) & (slots.length - 1);
  }
}

function slotOf(slots: Int32Array, inode: number): number {
  const mixed = Math.imul(inode | 0, 0x9e3779b1) ^ Math.imul((inode / 2 ** 32) | 0, 0x85ebca6b);
  return (mixed >>> 7) & (slots.length - 1);
}
