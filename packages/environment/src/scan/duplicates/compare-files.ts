import type { FileTable } from '../walk/file-table.js';
import { cell, type Share } from '../walk/share.js';
import { label, createComparison, type Comparison, type CompareProblem } from './comparison.js';
import type { ComparePlan, Same } from './plan.js';
import { planRanges, refine, type RangePlan } from './ranges.js';
import type { Stage } from './stage.js';

/** Files of one size that were compared: each is in one class. */
export interface SizeResult {
  classes: Same[];
  /** False when the scan was stopped before all were told apart. */
  isFinished: boolean;
  /** True when the files were seen unchanged after they were read. */
  isChecked: boolean;
}

export interface Findings {
  results: SizeResult[];
  problems: CompareProblem[];
}

export interface CompareOptions {
  table: FileTable;
  separator: string;
  share: Share;
  /** Does a stage, with the help of other threads. */
  run: (stage: Stage, totalBytes: number) => Promise<CompareProblem[]>;
}

/**
 * Compares what a plan says has to be read: small files whole, large ones first by samples and then
 * block by block, as far as they are the same.
 */
export async function compareFiles(
  plan: Pick<ComparePlan, 'small' | 'large'>,
  { table, separator, share, run }: CompareOptions,
): Promise<Findings> {
  const small = createComparison(plan.small, { table, separator });
  const large = createComparison(plan.large, { table, separator });
  const start = () => Atomics.store(share.control, cell.cursor, 0);
  start();
  const problems = await run({ kind: 'first', small, large }, bytesOf(small));
  const sampled = bySample(large);
  const comparison = createComparison(
    sampled.sets.map(({ rows }) => rows),
    { table, separator },
  );
  const ranges = planRanges(comparison);
  start();
  problems.push(...(await run({ kind: 'ranges', comparison, plan: ranges }, bytesOf(comparison))));
  const finished = finishedRanges(ranges);
  return {
    results: [
      ...smallResults(small),
      ...largeResults(sampled, (set) => {
        const indexes = finished[set] ?? null;
        return indexes && refine(ranges, indexes, (sampled.sets[set] as SampleSet).rows.length);
      }),
    ],
    problems,
  };
}

function bytesOf({ table, members }: Comparison): number {
  return members.reduce((sum, row) => sum + (table.size[row] as number), 0);
}

function smallResults({ members, starts, labels, digests }: Comparison): SizeResult[] {
  return Array.from({ length: starts.length - 1 }, (_, group) => {
    const classes = new Map<number, Same>();
    let isFinished = true;
    for (let at = starts[group] as number; at < (starts[group + 1] as number); at += 1) {
      const value = labels[at] as number;
      if (value === label.open) isFinished = false;
      if (value === label.open || value >= label.changed) continue;
      const row = members[at] as number;
      const digest = digests[value - 1] as number;
      const same = classes.get(value);
      if (same === undefined) classes.set(value, { rows: [row], proof: 'bytes', digest });
      else same.rows.push(row);
    }
    return { classes: [...classes.values()], isFinished, isChecked: true };
  });
}

/** Files of one size and one sample. */
interface SampleSet {
  rows: number[];
  digest: number;
}

interface Sampled {
  /** With two files at least. */
  sets: SampleSet[];
  /** For each group: who is alone by the sample, and the numbers of its sets. */
  groups: { alone: Same[]; sets: number[]; isFinished: boolean }[];
}

function bySample({ members, starts, labels, digests }: Comparison): Sampled {
  const sets: SampleSet[] = [];
  const groups = Array.from({ length: starts.length - 1 }, (_, group) => {
    const byDigest = new Map<number, number[]>();
    let isFinished = true;
    for (let at = starts[group] as number; at < (starts[group + 1] as number); at += 1) {
      const value = labels[at] as number;
      if (value === label.open) isFinished = false;
      if (value !== label.sampled) continue;
      const same = byDigest.get(digests[at] as number);
      if (same === undefined) byDigest.set(digests[at] as number, [members[at] as number]);
      else same.push(members[at] as number);
    }
    const own: Sampled['groups'][number] = { alone: [], sets: [], isFinished };
    for (const [digest, rows] of byDigest) {
      if (rows.length === 1) own.alone.push({ rows, proof: 'bytes', digest });
      else own.sets.push(sets.push({ rows, digest }) - 1);
    }
    return own;
  });
  return { sets, groups };
}

/** For each group, its ranges, or null when one of them was not finished. */
function finishedRanges({ ranges, done }: RangePlan): (number[] | null)[] {
  const byGroup: (number[] | null)[] = [];
  ranges.forEach(({ group }, index) => {
    const known = byGroup[group];
    if (known === null || Atomics.load(done, index) === 0) byGroup[group] = null;
    else if (known === undefined) byGroup[group] = [index];
    else known.push(index);
  });
  return byGroup;
}

/** @param partsOf - the members of a set that are the same; null when it was not finished */
function largeResults(
  { sets, groups }: Sampled,
  partsOf: (set: number) => number[][] | null,
): SizeResult[] {
  return groups.map(({ alone, sets: own, isFinished }) => {
    const result: SizeResult = { classes: [...alone], isFinished, isChecked: false };
    for (const set of own) {
      const parts = partsOf(set);
      const { rows, digest } = sets[set] as SampleSet;
      if (parts === null) result.isFinished = false;
      else result.classes.push(...classesOf(rows, parts, digest));
    }
    return result;
  });
}

function classesOf(rows: readonly number[], parts: number[][], digest: number): Same[] {
  const together = new Set(parts.flat());
  const alone = rows.flatMap((row, member) => (together.has(member) ? [] : [[row]]));
  const same = parts.map((part) => part.map((member) => rows[member] as number));
  return [...same, ...alone].map((members) => ({ rows: members, proof: 'bytes', digest }));
}
