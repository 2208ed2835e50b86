import { closeSync } from 'node:fs';
import type { PathReader } from '../walk/path-of.js';
import { label, words, type Comparison, type CompareProblem } from './comparison.js';
import { openFile, readFrom, readPiece, type Piece } from './read-file.js';

/** A range of the files of one group; several threads compare the ranges of large files. */
export interface Range {
  group: number;
  from: number;
  to: number;
  /** Where the labels of its members begin in `rangeLabels`. */
  labelsAt: number;
  /** The first range of its group. */
  first: number;
}

export interface RangePlan {
  ranges: Range[];
  /** For each range, for each member: members of one number were the same so far. */
  rangeLabels: Uint32Array;
  /** 1 for a range that is done. */
  done: Uint32Array;
}

const rangeBytes = 64 << 20;

/** Cuts groups into ranges. The largest come first, so that no thread ends long after the others. */
export function planRanges({ table, members, starts }: Comparison): RangePlan {
  const groups = Array.from({ length: starts.length - 1 }, (_, group) => {
    const [from, to] = [starts[group] as number, starts[group + 1] as number];
    return { group, count: to - from, size: table.size[members[from] as number] as number };
  }).sort((a, b) => b.size * b.count - a.size * a.count);
  const ranges: Range[] = [];
  let labelsAt = 0;
  for (const { group, count, size } of groups) {
    const first = ranges.length;
    for (let from = 0; from < size; from += rangeBytes) {
      ranges.push({ group, from, to: Math.min(size, from + rangeBytes), labelsAt, first });
      labelsAt += count;
    }
  }
  return { ranges, rangeLabels: words(labelsAt), done: words(ranges.length) };
}

/** Compares ranges, all files of a group side by side, and stops at their first difference. */
export interface Ranges {
  /** Answers the bytes read; the caller stops in between when `isStopped` says so. */
  compare: (range: number) => number;
  problems: CompareProblem[];
}

const largestBlock = 256 << 10;
/** What the blocks of one group may take together, in bytes: each that differs is kept for a while. */
const blocksBytes = 16 << 20;
/** Groups with more members open their files anew for each block. */
const maxOpenFiles = 64;

export interface RangeWork {
  comparison: Comparison;
  plan: RangePlan;
  paths: PathReader;
  isStopped: () => boolean;
}

export function createRanges({ comparison, plan, paths, isStopped }: RangeWork): Ranges {
  const { members, starts } = comparison;
  const problems: CompareProblem[] = [];
  const compare = (index: number): number => {
    const range = plan.ranges[index] as Range;
    const start = starts[range.group] as number;
    const count = (starts[range.group + 1] as number) - start;
    const blockBytes = blockSize(count);
    const buffers = bufferPool(blockBytes);
    const labels = plan.rangeLabels.subarray(range.labelsAt, range.labelsAt + count);
    const failed = (member: number, code: string | null) => {
      labels[member] = code === null ? label.changed : label.unread;
      problems.push({ row: members[start + member] as number, code });
    };
    const files = openFiles(count, (member) => paths.path(members[start + member] as number));
    let readBytes = 0;
    let parts = partsSoFar(plan, index, count);
    try {
      for (let at = range.from; at < range.to && parts.length > 0; at += blockBytes) {
        if (isStopped()) return readBytes;
        const length = Math.min(blockBytes, range.to - at);
        const read = (member: number, buffer: Buffer) => {
          try {
            const got = files.read(member, { buffer, at: 0, length, position: at });
            readBytes += got;
            if (got === length) return true;
            failed(member, null);
          } catch (error) {
            failed(member, (error as NodeJS.ErrnoException).code ?? 'unknown');
          }
          return false;
        };
        parts = parts.flatMap((part) => splitPart(part, { read, length, buffers }));
      }
    } finally {
      files.close();
    }
    for (const part of parts) for (const member of part) labels[member] = (part[0] as number) + 1;
    Atomics.store(plan.done, index, 1);
    return readBytes;
  };
  return { compare, problems };
}

function blockSize(members: number): number {
  const share = Math.floor(blocksBytes / members / 4096) * 4096;
  return Math.max(4096, Math.min(largestBlock, share));
}

/** Members that no finished range of their group told apart. */
function partsSoFar(plan: RangePlan, index: number, count: number): number[][] {
  const { first, group } = plan.ranges[index] as Range;
  const finished: number[] = [];
  for (let other = first; plan.ranges[other]?.group === group; other += 1) {
    if (Atomics.load(plan.done, other) === 1) finished.push(other);
  }
  return refine(plan, finished, count);
}

/**
 * Members that all of these ranges found the same. A member that a range told apart from all others,
 * or could not read, has no number there.
 */
export function refine(plan: RangePlan, indexes: readonly number[], count: number): number[][] {
  const all = Array.from({ length: count }, (_, member) => member);
  return indexes.reduce<number[][]>(
    (parts, index) => {
      const { labelsAt } = plan.ranges[index] as Range;
      return parts.flatMap((part) => {
        const byLabel = new Map<number, number[]>();
        for (const member of part) {
          const value = plan.rangeLabels[labelsAt + member] as number;
          if (value === label.open || value >= label.changed) continue;
          const same = byLabel.get(value);
          if (same === undefined) byLabel.set(value, [member]);
          else same.push(member);
        }
        return [...byLabel.values()].filter(({ length }) => length > 1);
      });
    },
    [all],
  );
}

interface BlockReading {
  read: (member: number, buffer: Buffer) => boolean;
  length: number;
  buffers: BufferPool;
}

/** Splits members by one block of their files; those that are alone are left out. */
function splitPart(part: readonly number[], { read, length, buffers }: BlockReading): number[][] {
  const classes: { block: Buffer; same: number[] }[] = [];
  let scratch = buffers.take();
  for (const member of part) {
    if (!read(member, scratch)) continue;
    const fitting = classes.find(({ block }) => block.compare(scratch, 0, length, 0, length) === 0);
    if (fitting !== undefined) {
      fitting.same.push(member);
      continue;
    }
    classes.push({ block: scratch, same: [member] });
    scratch = buffers.take();
  }
  buffers.give(scratch);
  for (const { block } of classes) buffers.give(block);
  return classes.map(({ same }) => same).filter(({ length: count }) => count > 1);
}

interface BufferPool {
  take: () => Buffer;
  give: (buffer: Buffer) => void;
}

function bufferPool(size: number): BufferPool {
  const free: Buffer[] = [];
  return {
    take: () => free.pop() ?? Buffer.allocUnsafeSlow(size),
    give: (buffer) => void free.push(buffer),
  };
}

function openFiles(count: number, pathOf: (member: number) => string | Buffer) {
  const open = new Map<number, number>();
  const read = (member: number, piece: Piece): number => {
    if (count > maxOpenFiles) return readFrom(pathOf(member), piece);
    let file = open.get(member);
    if (file === undefined) {
      file = openFile(pathOf(member));
      open.set(member, file);
    }
    return readPiece(file, piece);
  };
  return { read, close: () => open.forEach((file) => closeSync(file)) };
}
