import * as fs from 'node:fs';
import { createLeakFinder, type NamedValue } from './find-leaks.js';
import type { FileLeak } from './find-in-file.js';

const star = 0x2a;
const sqlite = Buffer.from('SQLite format 3\0', 'latin1');

/**
 * Writes asterisks over occurrences that `findLeaksInFile` found: in place and of the same length,
 * so that a program which still appends to the file loses nothing and JSON stays JSON. Line breaks
 * stay. An occurrence that is not there any more is left alone, and so is a whole SQLite database,
 * whose checksums would not fit.
 *
 * @returns those that were overwritten
 * @throws a system error for a file that cannot be read or written
 */
export async function overwriteLeaks(
  file: string,
  leaks: readonly FileLeak[],
  values: readonly NamedValue[],
): Promise<FileLeak[]> {
  const { O_RDWR, O_NOFOLLOW = 0 } = fs.constants;
  const handle = await fs.promises.open(file, O_RDWR | O_NOFOLLOW);
  try {
    if (sqlite.equals(await bytesAt(handle, 0, sqlite.length))) return [];
    const done: FileLeak[] = [];
    for (const leak of leaks) {
      const bytes = await bytesAt(handle, leak.offset, leak.length);
      if (!holds(bytes, leak, values)) continue;
      const covered = bytes.map((byte) => (byte === 10 || byte === 13 ? byte : star));
      await handle.write(covered, 0, covered.length, leak.offset);
      done.push(leak);
    }
    await handle.sync();
    return done;
  } finally {
    await handle.close();
  }
}

async function bytesAt(
  handle: fs.promises.FileHandle,
  offset: number,
  length: number,
): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, offset);
  return buffer.subarray(0, bytesRead);
}

/** True when the bytes are this occurrence, from their first to their last. */
function holds(bytes: Buffer, { name, length }: FileLeak, values: readonly NamedValue[]): boolean {
  const finder = createLeakFinder(values.filter((value) => value.name === name));
  const hits = [...finder.push(bytes), ...finder.end()];
  return hits.some((hit) => hit.offset === 0 && hit.length === length);
}
