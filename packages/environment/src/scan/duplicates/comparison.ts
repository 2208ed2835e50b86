import type { FileTable } from '../walk/file-table.js';

/** What the threads of a comparison share: which files, and what came of it. */
export interface Comparison {
  table: FileTable;
  separator: string;
  /** Rows of the table, group after group. */
  members: Uint32Array;
  /** Where each group begins in `members`; one more than there are groups. */
  starts: Uint32Array;
  /**
   * For each member what class it is of: 1 + the place in `members` of the first of the class; or
   * one of `label`.
   */
  labels: Uint32Array;
  /** For each member, or for the first of each class, its `digestOf`. */
  digests: Uint32Array;
}

/** Values of `labels` that are no class. */
export const label = { open: 0, unread: 0xffffffff, changed: 0xfffffffe, sampled: 1 } as const;

export interface CompareProblem {
  row: number;
  /** Of the system, such as EACCES; null for a file that changed. */
  code: string | null;
}

/** Lays groups of rows out for threads. */
export function createComparison(
  groups: readonly (readonly number[])[],
  { table, separator }: Pick<Comparison, 'table' | 'separator'>,
): Comparison {
  const count = groups.reduce((sum, rows) => sum + rows.length, 0);
  const comparison: Comparison = {
    table,
    separator,
    members: words(count),
    starts: words(groups.length + 1),
    labels: words(count),
    digests: words(count),
  };
  let at = 0;
  groups.forEach((rows, group) => {
    comparison.starts[group] = at;
    comparison.members.set(rows, at);
    at += rows.length;
  });
  comparison.starts[groups.length] = at;
  return comparison;
}

export function words(count: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(count * 4));
}
