import type { FileTable } from '../walk/file-table.js';

/** Files of one size, each copy on the disk once, as rows of the table. */
export interface SizeGroup {
  size: number;
  rows: number[];
}

export interface SizeGroups {
  /** With two copies at least. */
  groups: SizeGroup[];
  /** Further names of a copy, by the row that stands for it. */
  names: Map<number, number[]>;
  copies: number;
  bytes: number;
}

/**
 * Groups by size: only files of one size can be the same. Of several names of one file (hard links,
 * or a folder that is mounted twice) the first stands for it.
 */
export function groupBySize(table: FileTable): SizeGroups {
  const chains = chainBySize(table);
  const found: SizeGroups = { groups: [], names: new Map(), copies: 0, bytes: 0 };
  for (const [size, last] of chains.last) {
    const rows = distinctFiles(table, chainOf(chains.previous, last), found.names);
    found.copies += rows.length;
    found.bytes += rows.length * size;
    if (rows.length > 1) found.groups.push({ size, rows });
  }
  return found;
}

/** For each row the one before it of the same size: lists without an object for each. */
function chainBySize({ size, count }: FileTable) {
  const previous = new Int32Array(count);
  const last = new Map<number, number>();
  for (let row = 0; row < count; row += 1) {
    const bytes = size[row] as number;
    previous[row] = last.get(bytes) ?? -1;
    last.set(bytes, row);
  }
  return { previous, last };
}

function chainOf(previous: Int32Array, last: number): number[] {
  const rows: number[] = [];
  for (let row = last; row >= 0; row = previous[row] as number) rows.push(row);
  return rows.reverse();
}

function distinctFiles(table: FileTable, rows: number[], names: Map<number, number[]>): number[] {
  if (rows.length === 1) return rows;
  const byInode = new Map<number, number[]>();
  return rows.filter((row) => {
    const inode = table.ino[row] as number;
    const others = byInode.get(inode);
    const same = others?.find((other) => table.dev[other] === table.dev[row]);
    if (same === undefined) {
      if (others === undefined) byInode.set(inode, [row]);
      else others.push(row);
      return true;
    }
    const known = names.get(same);
    if (known === undefined) names.set(same, [row]);
    else known.push(row);
    return false;
  });
}
