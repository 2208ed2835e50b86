import * as fs from 'node:fs';

/** A line of a file, by bytes. */
export interface Line {
  /** Without its newline; good until the next line is asked for. */
  bytes: Buffer;
  /** False for the end of a file that ends amid a line, and for a piece of a very long one. */
  isEnded: boolean;
}

const chunkBytes = 1024 * 1024;
/** A longer line comes in pieces: no record is of this size, and memory stays bounded. */
const longestLine = 16 * 1024 * 1024;

/** The lines between two places of an open file, from the first on. */
export function* linesForward(file: number, start: number, end: number): Generator<Line> {
  let buffer = Buffer.allocUnsafe(Math.max(1, Math.min(chunkBytes, end - start)));
  let held = 0;
  for (let at = start; at < end;) {
    const wanted = Math.min(buffer.length - held, end - at);
    const read = fs.readSync(file, buffer, held, wanted, at);
    if (read === 0) break;
    at += read;
    const filled = held + read;
    let from = 0;
    for (let to = buffer.indexOf(0x0a, held); to >= 0 && to < filled;) {
      yield { bytes: buffer.subarray(from, to), isEnded: true };
      from = to + 1;
      to = buffer.indexOf(0x0a, from);
    }
    held = filled - from;
    buffer.copyWithin(0, from, filled);
    if (held < buffer.length) continue;
    if (held >= longestLine) {
      yield { bytes: buffer, isEnded: false };
      held = 0;
    } else {
      const larger = Buffer.allocUnsafe(buffer.length * 2);
      buffer.copy(larger);
      buffer = larger;
    }
  }
  if (held > 0) yield { bytes: buffer.subarray(0, held), isEnded: false };
}

export interface BackwardOptions {
  /** Only lines that hold these bytes: found without looking at the lines between. */
  needle?: Buffer | undefined;
  /** How far from the end is read; all of it unless told. */
  tailBytes?: number | undefined;
}

const firstBackwardBytes = 32 * 1024;

/**
 * The lines of an open file of this size, the last first, without those that are empty. The bytes of
 * a line are good until the next one is asked for.
 */
export function* linesBackward(
  file: number,
  size: number,
  { needle, tailBytes = size }: BackwardOptions = {},
): Generator<Buffer> {
  const begin = Math.max(0, size - tailBytes);
  let end = size;
  let bytes = needle === undefined ? firstBackwardBytes : chunkBytes;
  // One for all chunks: to get fresh memory for each takes longer than to read it.
  let buffer = Buffer.alloc(0);
  let held = 0;
  while (end > begin) {
    const start = Math.max(begin, end - bytes);
    const added = end - start;
    if (added + held > buffer.length) {
      const larger = Buffer.allocUnsafeSlow(added + held + firstBackwardBytes);
      buffer.copy(larger, 0, 0, held);
      buffer = larger;
    }
    buffer.copyWithin(added, 0, held);
    // Cut short meanwhile: what lies there now is not what was asked for.
    if (fs.readSync(file, buffer, 0, added, start) < added) return;
    const chunk = buffer.subarray(0, added + held);
    end = start;
    bytes = Math.min(bytes * 4, chunkBytes);
    const first = start === 0 ? 0 : chunk.indexOf(0x0a) + 1;
    // A line of this length is no record, and would have to be held whole.
    const isTooLong = first === 0 && start > 0 && chunk.length > longestLine;
    held = isTooLong ? 0 : first === 0 ? chunk.length : first;
    if (first === 0 && start > 0) continue;
    const whole = chunk.subarray(first);
    yield* needle === undefined ? linesIn(whole) : linesWith(whole, needle);
    if (start === 0) return;
  }
}

function* linesIn(text: Buffer): Generator<Buffer> {
  let end = text.length;
  while (end > 0) {
    const start = text.lastIndexOf(0x0a, end - 1) + 1;
    if (start < end) yield text.subarray(start, end);
    end = start - 1;
  }
}

function* linesWith(text: Buffer, needle: Buffer): Generator<Buffer> {
  const found: Buffer[] = [];
  // Any piece of it will do to find where to look. Node looks for a short one by its first byte, and
  // of the quotes that a needle begins with, a line has dozens.
  const piece = needle.subarray(1, 8);
  for (let at = text.indexOf(piece); at >= 0;) {
    const start = text.lastIndexOf(0x0a, at) + 1;
    const newline = text.indexOf(0x0a, at);
    const end = newline < 0 ? text.length : newline;
    const line = text.subarray(start, end);
    if (line.includes(needle)) found.push(line);
    at = newline < 0 ? -1 : text.indexOf(piece, end + 1);
  }
  yield* found.reverse();
}
