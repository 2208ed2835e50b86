import * as fs from 'node:fs';
import { createLeakFinder, type LeakHit, type NamedValue } from './find-leaks.js';

/** An occurrence of a value in a file. */
export interface FileLeak extends LeakHit {
  file: string;
  /** Of its first byte; the first line is 1. */
  line: number;
}

/**
 * Every occurrence of the values in a regular file, in the order in which they begin. A link is not
 * followed, and a FIFO or device is not waited for: neither holds anything. The memory that it
 * takes does not depend on the size of the file.
 *
 * @throws a system error for a file that cannot be read
 */
export async function findLeaksInFile(
  file: string,
  values: readonly NamedValue[],
): Promise<FileLeak[]> {
  const handle = await openRegular(file);
  if (handle === undefined) return [];
  try {
    const hits = await findHits(handle, values);
    hits.sort((a, b) => a.offset - b.offset);
    const lines = await linesOf(handle, hits);
    return hits.map((hit, n) => ({ ...hit, file, line: lines[n] as number }));
  } finally {
    await handle.close();
  }
}

async function openRegular(file: string): Promise<fs.promises.FileHandle | undefined> {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants;
  if (!(await fs.promises.lstat(file)).isFile()) return undefined;
  const handle = await fs.promises.open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  return undefined;
}

async function findHits(
  handle: fs.promises.FileHandle,
  values: readonly NamedValue[],
): Promise<LeakHit[]> {
  const finder = createLeakFinder(values);
  const hits: LeakHit[] = [];
  for await (const chunk of chunksOf(handle)) hits.push(...finder.push(chunk));
  hits.push(...finder.end());
  return hits;
}

/** The line of each hit, by a second reading: few files have any. */
async function linesOf(
  handle: fs.promises.FileHandle,
  hits: readonly LeakHit[],
): Promise<number[]> {
  const lines: number[] = [];
  if (hits.length === 0) return lines;
  let line = 1;
  let position = 0;
  for await (const chunk of chunksOf(handle)) {
    let from = 0;
    for (let hit = hits[lines.length]; hit !== undefined; hit = hits[lines.length]) {
      const to = hit.offset - position;
      if (to >= chunk.length) break;
      line += countLineEnds(chunk.subarray(from, to));
      from = to;
      lines.push(line);
    }
    if (lines.length === hits.length) break;
    line += countLineEnds(chunk.subarray(from));
    position += chunk.length;
  }
  // The file became shorter in the meantime.
  while (lines.length < hits.length) lines.push(line);
  return lines;
}

function countLineEnds(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}

async function* chunksOf(handle: fs.promises.FileHandle): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(256 * 1024);
  for (let position = 0; ;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
