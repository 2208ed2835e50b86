import { lstatSync } from 'node:fs';
import type { PathReader } from '../walk/path-of.js';
import type { FileTable } from '../walk/file-table.js';
import { label, type Comparison, type CompareProblem } from './comparison.js';
import { readFrom } from './read-file.js';
import { digestOf } from './samples.js';

/** The most that the files of a small group may take together, in bytes. */
export const smallGroupBytes = 4 << 20;
/** The largest file of a small group, in bytes. */
export const smallFileBytes = 64 << 10;

/** Compares groups of small files, each file read once and whole. */
export interface SmallGroups {
  /** Compares the group of that number; answers the bytes read. */
  compare: (group: number) => number;
}

/**
 * The contents of a group are laid side by side and sorted: then equal ones are neighbours. It
 * takes no hash, and no second reading. What cannot be read is added to `problems`.
 */
export function createSmallGroups(
  comparison: Comparison,
  paths: PathReader,
  problems: CompareProblem[],
): SmallGroups {
  const { table, members, starts, labels, digests } = comparison;
  let contents = Buffer.allocUnsafeSlow(1 << 18);

  const readAll = (from: number, to: number, size: number): number[] => {
    if ((to - from) * size > contents.length) {
      contents = Buffer.allocUnsafeSlow(Math.min(smallGroupBytes, (to - from) * size * 2));
    }
    const read: number[] = [];
    for (let place = from; place < to; place += 1) {
      const row = members[place] as number;
      const at = (place - from) * size;
      try {
        const length = readFrom(paths.path(row), {
          buffer: contents,
          at,
          length: size,
          position: 0,
        });
        if (length === size) read.push(place);
        else fail(place, label.changed, null);
      } catch (error) {
        fail(place, label.unread, (error as NodeJS.ErrnoException).code ?? 'unknown');
      }
    }
    return read;
  };
  const fail = (place: number, value: number, code: string | null) => {
    labels[place] = value;
    problems.push({ row: members[place] as number, code });
  };
  const keepUnchanged = (run: number[]) =>
    run.filter((place) => {
      if (isUnchanged(table, members[place] as number, paths)) return true;
      fail(place, label.changed, null);
      return false;
    });

  const compare = (group: number): number => {
    const [from, to] = [starts[group] as number, starts[group + 1] as number];
    const size = table.size[members[from] as number] as number;
    const read = readAll(from, to, size);
    const content = (place: number) => (place - from) * size;
    for (const run of equalRuns(read, { contents, size, content })) {
      const same = run.length > 1 ? keepUnchanged(run) : run;
      const first = Math.min(...same);
      for (const place of same) labels[place] = first + 1;
      if (same.length > 1) {
        digests[first] = digestOf(contents.subarray(content(first), content(first) + size));
      }
    }
    return read.length * size;
  };
  return { compare };
}

interface Contents {
  contents: Buffer;
  size: number;
  /** Where the content of a member begins. */
  content: (place: number) => number;
}

/** Members by equal content. */
function equalRuns(places: number[], { contents, size, content }: Contents): number[][] {
  const middle = size >> 1;
  // Four bytes in the middle tell most contents apart, without a call of the system's comparison.
  const key = (place: number) => {
    const at = content(place) + middle;
    if (size < 8) return 0;
    return (
      (contents[at] as number) |
      ((contents[at + 1] as number) << 8) |
      ((contents[at + 2] as number) << 16) |
      ((contents[at + 3] as number) << 24)
    );
  };
  const order = (a: number, b: number) => {
    const [keyA, keyB] = [key(a), key(b)];
    if (keyA !== keyB) return keyA - keyB;
    const [atA, atB] = [content(a), content(b)];
    return contents.compare(contents, atB, atB + size, atA, atA + size);
  };
  const sorted = places.sort(order);
  const runs: number[][] = [];
  sorted.forEach((place, index) => {
    const before = sorted[index - 1];
    if (before !== undefined && order(before, place) === 0) (runs.at(-1) as number[]).push(place);
    else runs.push([place]);
  });
  return runs;
}

/** True when a file is what the walk saw: the same, with the same size and times. */
export function isUnchanged(table: FileTable, row: number, paths: PathReader): boolean {
  try {
    const stat = lstatSync(paths.path(row));
    return (
      stat.ino === table.ino[row] &&
      stat.size === table.size[row] &&
      stat.mtimeMs === table.mtimeMs[row] &&
      stat.ctimeMs === table.ctimeMs[row]
    );
  } catch {
    return false;
  }
}
