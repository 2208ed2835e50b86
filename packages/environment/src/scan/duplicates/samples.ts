import { closeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { PathReader } from '../walk/path-of.js';
import { label, type Comparison, type CompareProblem } from './comparison.js';
import { openFile, readPiece } from './read-file.js';

/** A digest is made of so many bytes at the head and at the tail. */
const sampleBytes = 4096;

/** Reads the head and the tail of files, by which most that differ are told apart. */
export interface Samples {
  /** Answers the bytes read. */
  take: (place: number) => number;
}

/** The digest of each member becomes the CRC-32 of its first and last 4 KiB. */
export function createSamples(
  comparison: Comparison,
  paths: PathReader,
  problems: CompareProblem[],
): Samples {
  const { table, members, labels, digests } = comparison;
  const buffer = Buffer.allocUnsafeSlow(2 * sampleBytes);
  const take = (place: number): number => {
    const row = members[place] as number;
    const size = table.size[row] as number;
    const head = Math.min(size, sampleBytes);
    const tail = Math.min(size - head, sampleBytes);
    try {
      const file = openFile(paths.path(row));
      try {
        const read =
          readPiece(file, { buffer, at: 0, length: head, position: 0 }) +
          readPiece(file, { buffer, at: head, length: tail, position: size - tail });
        if (read < head + tail) {
          fail(place, label.changed, null);
        } else {
          digests[place] = digestOf(buffer.subarray(0, read));
          labels[place] = label.sampled;
        }
        return read;
      } finally {
        closeSync(file);
      }
    } catch (error) {
      fail(place, label.unread, (error as NodeJS.ErrnoException).code ?? 'unknown');
      return 0;
    }
  };
  const fail = (place: number, value: number, code: string | null) => {
    labels[place] = value;
    problems.push({ row: members[place] as number, code });
  };
  return { take };
}

/** The CRC-32 of the first and last 4 KiB of a content, or of all of a shorter one. */
export function digestOf(content: Buffer): number {
  if (content.length <= 2 * sampleBytes) return crc32(content);
  return crc32(content.subarray(-sampleBytes), crc32(content.subarray(0, sampleBytes)));
}
