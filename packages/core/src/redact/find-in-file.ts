import * as fs from 'node:fs';
import { createLeakFinder, type LeakHit, type NamedValue } from './find-leaks.js';

/** An occurrence of a value in a file. */
export interface FileLeak extends LeakHit {
  file: string;
  /** Of its first byte; the first line is 1. */
  line: number;
}

/** Finds something in bytes that come in chunks, in its own order. */
export interface ByteFinder<Hit extends { offset: number }> {
  push: (chunk: Uint8Array) => Hit[];
  end: () => Hit[];
}

/** Where something begins, from 1; the column in bytes. */
export interface LinePlace {
  line: number;
  column: number;
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
  const found = await searchFile(file, createLeakFinder(values));
  return found.map(({ hit, place }) => ({ ...hit, file, line: place.line }));
}

/**
 * The same for whatever a finder finds. The finder is ended in any case.
 *
 * @throws a system error for a file that cannot be read
 */
export async function searchFile<Hit extends { offset: number }>(
  file: string,
  finder: ByteFinder<Hit>,
): Promise<{ hit: Hit; place: LinePlace }[]> {
  const handle = await openRegular(file);
  if (handle === undefined) return [];
  try {
    const hits = await hitsIn(handle, finder);
    hits.sort((a, b) => a.offset - b.offset);
    const places = await placesOf(handle, hits);
    return hits.map((hit, n) => ({ hit, place: places[n] as LinePlace }));
  } finally {
    await handle.close();
  }
}

async function hitsIn<Hit extends { offset: number }>(
  handle: fs.promises.FileHandle,
  finder: ByteFinder<Hit>,
): Promise<Hit[]> {
  const hits: Hit[] = [];
  try {
    for await (const chunk of chunksOf(handle)) hits.push(...finder.push(chunk));
  } catch (error) {
    finder.end();
    throw error;
  }
  return [...hits, ...finder.end()];
}

async function openRegular(file: string): Promise<fs.promises.FileHandle | undefined> {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants;
  if (!(await fs.promises.lstat(file)).isFile()) return undefined;
  const handle = await fs.promises.open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  return undefined;
}

/** The place of each hit, by a second reading: few files have any. */
async function placesOf(
  handle: fs.promises.FileHandle,
  hits: readonly { offset: number }[],
): Promise<LinePlace[]> {
  const places: LinePlace[] = [];
  if (hits.length === 0) return places;
  let line = 1;
  let lineStart = 0;
  let position = 0;
  for await (const chunk of chunksOf(handle)) {
    let from = 0;
    const goTo = (to: number) => {
      for (let at = chunk.indexOf(10, from); at >= 0 && at < to; at = chunk.indexOf(10, at + 1)) {
        line++;
        lineStart = position + at + 1;
      }
      from = to;
    };
    for (let hit = hits[places.length]; hit !== undefined; hit = hits[places.length]) {
      const to = hit.offset - position;
      if (to >= chunk.length) break;
      goTo(to);
      places.push({ line, column: hit.offset - lineStart + 1 });
    }
    if (places.length === hits.length) break;
    goTo(chunk.length);
    position += chunk.length;
  }
  // The file became shorter in the meantime.
  while (places.length < hits.length) places.push({ line, column: 1 });
  return places;
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
