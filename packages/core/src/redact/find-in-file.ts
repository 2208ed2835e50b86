import * as fs from 'node:fs';
import { narrowed, textWidth, type TextWidth } from './utf16.js';
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
 * The same for whatever a finder finds. The finder is ended in any case. Of UTF-16 with a byte order
 * mark it gets one byte for each unit (`narrowed`), and what it finds is told in bytes of the file.
 *
 * @throws a system error for a file that cannot be read
 */
export async function searchFile<Hit extends { offset: number; length: number }>(
  file: string,
  finder: ByteFinder<Hit>,
): Promise<{ hit: Hit; place: LinePlace }[]> {
  const handle = await openRegular(file);
  if (handle === undefined) return [];
  try {
    const { buffer: start, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    const width = textWidth(start.subarray(0, bytesRead));
    const hits = await hitsIn(chunksOf(handle, width), finder);
    hits.sort((a, b) => a.offset - b.offset);
    const places = await placesOf(chunksOf(handle, width), hits);
    return hits.map((hit, n) => inBytes({ hit, place: places[n] as LinePlace }, width));
  } finally {
    await handle.close();
  }
}

/** A unit of UTF-16 has two bytes, and the mark is one. */
function inBytes<Found extends { hit: { offset: number; length: number }; place: LinePlace }>(
  found: Found,
  width: TextWidth,
): Found {
  if (width === 'bytes') return found;
  const { hit, place } = found;
  return {
    ...found,
    hit: { ...hit, offset: 2 * hit.offset, length: 2 * hit.length },
    place: { ...place, column: 2 * place.column - 1 },
  };
}

async function hitsIn<Hit extends { offset: number }>(
  chunks: AsyncIterable<Buffer>,
  finder: ByteFinder<Hit>,
): Promise<Hit[]> {
  const hits: Hit[] = [];
  try {
    for await (const chunk of chunks) hits.push(...finder.push(chunk));
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
  chunks: AsyncIterable<Buffer>,
  hits: readonly { offset: number }[],
): Promise<LinePlace[]> {
  const places: LinePlace[] = [];
  if (hits.length === 0) return places;
  let line = 1;
  let lineStart = 0;
  let position = 0;
  for await (const chunk of chunks) {
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

async function* chunksOf(handle: fs.promises.FileHandle, width: TextWidth): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(256 * 1024);
  for (let position = 0; ;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    // A unit that is cut is read again, with its other half.
    const taken = width === 'bytes' ? bytesRead : bytesRead - (bytesRead % 2);
    if (taken === 0) return;
    position += taken;
    const chunk = buffer.subarray(0, taken);
    yield width === 'bytes' ? chunk : narrowed(chunk, width);
  }
}
