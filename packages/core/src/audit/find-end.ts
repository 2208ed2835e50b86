import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { isMissing } from '../errors/from-system-error.js';
import { segmentPath, type AuditPlace } from './audit-place.js';
import { hashedBytes, readLink } from './chain.js';
import type { Head } from './head.js';
import { linesForward } from './read-lines.js';
import { sha256Hex } from './sha256.js';

/** What stands behind the last record of the chain and is no record of it. */
export interface Foreign {
  bytes: number;
  lines: number;
  /** Of these bytes, with a newline at the end. */
  sha256: string;
  /** True for what ends amid a line, as a crash leaves it. */
  isCut: boolean;
}

/** Where the log really ends. */
export interface LogEnd {
  head: Head;
  foreign?: Foreign;
}

/**
 * Looks at what the segment of `head` holds behind it: nothing, almost always. Records that a
 * process wrote before it died are taken in; anything else is foreign.
 */
export function findEnd(place: AuditPlace, head: Head): LogEnd {
  let file: number;
  try {
    file = fs.openSync(segmentPath(place, head), 'r');
  } catch (error) {
    if (isMissing(error)) return { head: { ...head, size: 0 } };
    throw error;
  }
  try {
    const { size } = fs.fstatSync(file);
    if (size === head.size) return { head };
    // Of a file that was cut, all that matters is whether it ends amid a line.
    return behind(file, { ...head, size: size < head.size ? lineStart(file, size) : head.size });
  } finally {
    fs.closeSync(file);
  }
}

function behind(file: number, head: Head): LogEnd {
  const { size } = fs.fstatSync(file);
  let end = head;
  let foreign: Omit<Foreign, 'sha256'> | undefined;
  const hash = createHash('sha256');
  for (const { bytes, isEnded } of linesForward(file, head.size, size)) {
    const link = foreign === undefined && isEnded ? readLink(bytes) : undefined;
    if (link?.seq === end.seq + 1 && follows(bytes, link.prev ?? end.hash, link.hash)) {
      end = { ...end, seq: link.seq, hash: link.hash, size: end.size + bytes.length + 1 };
      continue;
    }
    hash.update(bytes);
    hash.update('\n');
    foreign ??= { bytes: 0, lines: 0, isCut: false };
    foreign.bytes += bytes.length + 1;
    foreign.lines += 1;
    foreign.isCut = !isEnded;
  }
  if (foreign === undefined) return { head: { ...end, size } };
  return { head: { ...end, size }, foreign: { ...foreign, sha256: hash.digest('hex') } };
}

function follows(line: Buffer, previousHash: string, hash: string): boolean {
  return sha256Hex(hashedBytes(line, previousHash)) === hash;
}

/** Where the last line of a file begins: at its end, where it ends with a newline. */
function lineStart(file: number, size: number): number {
  const buffer = Buffer.alloc(64 * 1024);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - buffer.length);
    fs.readSync(file, buffer, 0, end - start, start);
    const found = buffer.subarray(0, end - start).lastIndexOf(0x0a);
    if (found >= 0) return start + found + 1;
    end = start;
  }
  return 0;
}
