import type { FileTable } from '../walk/file-table.js';
import type { PathReader } from '../walk/path-of.js';
import type { CompareCache } from './cache.js';
import { modelFileOf } from './model-names.js';
import type { SizeGroup } from './size-groups.js';
import { smallFileBytes, smallGroupBytes } from './small-groups.js';

/** Copies of one content, as rows of the table. */
export interface Same {
  rows: number[];
  proof: 'bytes' | 'cache' | 'name';
  /** See `digestOf`. */
  digest: number;
}

/** What is known without reading, and what has to be read. */
export interface ComparePlan {
  known: Same[];
  small: number[][];
  large: number[][];
  /** Files that stand for others of the same hash in their names. */
  named: Map<number, number[]>;
}

export interface PlanOptions {
  table: FileTable;
  paths: PathReader;
  cache: CompareCache | undefined;
  /** False to compare the bytes also where names are hashes of the content. */
  trustNames: boolean;
}

/** The smallest file whose name is looked at: smaller ones are read as quickly. */
const smallestModel = 1 << 20;

/** Sorts groups of one size by what it takes to compare them. */
export function planComparison(
  groups: readonly SizeGroup[],
  { table, paths, cache, trustNames }: PlanOptions,
): ComparePlan {
  const plan: ComparePlan = { known: [], small: [], large: [], named: new Map() };
  for (const { size, rows } of groups) {
    if (size === 0) {
      plan.known.push({ rows: [...rows], proof: 'bytes', digest: 0 });
      continue;
    }
    const distinct =
      trustNames && size >= smallestModel ? oneForEachHash(rows, paths, plan.named) : rows;
    if (distinct.length === 1) continue;
    const known = cache && knownBefore(distinct, table, cache);
    if (known !== undefined) plan.known.push(...known);
    else if (isSmall(size, distinct.length)) plan.small.push([...distinct]);
    else plan.large.push([...distinct]);
  }
  return plan;
}

function isSmall(size: number, count: number): boolean {
  return size <= smallFileBytes && size * count <= smallGroupBytes;
}

/** Leaves one of the files whose names are the same hash. */
function oneForEachHash(
  rows: readonly number[],
  paths: PathReader,
  named: Map<number, number[]>,
): number[] {
  const byHash = new Map<string, number>();
  return rows.filter((row) => {
    const hash = modelFileOf(paths.text(row))?.hash;
    if (hash === undefined || hash === null) return true;
    const first = byHash.get(hash);
    if (first === undefined) {
      byHash.set(hash, row);
      return true;
    }
    const others = named.get(first);
    if (others === undefined) named.set(first, [row]);
    else others.push(row);
    return false;
  });
}

/** The copies among files of one size, when one earlier comparison was of all of them. */
function knownBefore(
  rows: readonly number[],
  table: FileTable,
  cache: CompareCache,
): Same[] | undefined {
  const classes = new Map<number, { rows: number[]; digest: number }>();
  let comparison: string | undefined;
  for (const row of rows) {
    const entry = cache.find(table, row);
    if (entry === undefined) return undefined;
    comparison ??= entry.comparison;
    if (entry.comparison !== comparison) return undefined;
    const same = classes.get(entry.label);
    if (same === undefined) classes.set(entry.label, { rows: [row], digest: entry.digest });
    else same.rows.push(row);
  }
  return [...classes.entries()]
    .filter(([, { rows: same }]) => same.length > 1)
    .map(([, { rows: same, digest }]) => ({ rows: same, proof: 'cache', digest }));
}
