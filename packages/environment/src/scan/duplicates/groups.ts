import type { FileTable } from '../walk/file-table.js';
import type { PathReader } from '../walk/path-of.js';
import type { DuplicateGroup, HeldModel } from '../types.js';
import { modelFileOf } from './model-names.js';
import type { ComparePlan, Same } from './plan.js';

export interface GroupOptions {
  table: FileTable;
  paths: PathReader;
  /** Further names of copies, by row. */
  names: ReadonlyMap<number, readonly number[]>;
  /** Files that others stand for by the hash in their names. */
  named: ComparePlan['named'];
}

/** The groups as they are told, what wastes most first. */
export function tellGroups(classes: readonly Same[], options: GroupOptions): DuplicateGroup[] {
  const groups = withNamed(classes, options.named).map((same) => tellGroup(same, options));
  groups.sort(
    (a, b) =>
      b.wastedBytes - a.wastedBytes || ((a.files[0] as string) < (b.files[0] as string) ? -1 : 1),
  );
  return withOwnHashes(groups);
}

/** Adds the files that were not read since their names are the same hash. */
function withNamed(classes: readonly Same[], named: ComparePlan['named']): Same[] {
  if (named.size === 0) return classes.filter(({ rows }) => rows.length > 1);
  const left = new Map(named);
  const whole = classes.map((same) => {
    const others = same.rows.flatMap((row) => named.get(row) ?? []);
    for (const row of same.rows) left.delete(row);
    return others.length === 0
      ? same
      : { ...same, rows: [...same.rows, ...others], proof: 'name' as const };
  });
  const unread = [...left].map(([row, others]): Same => {
    return { rows: [row, ...others], proof: 'name', digest: 0 };
  });
  return [...whole.filter(({ rows }) => rows.length > 1), ...unread];
}

function tellGroup({ rows, proof, digest }: Same, options: GroupOptions): DuplicateGroup {
  const { table, paths, names } = options;
  const copies = rows
    .map((row) => ({ row, file: paths.text(row) }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
  const sizeBytes = table.size[rows[0] as number] as number;
  const files = copies.map(({ file }) => file);
  const model = heldModel(files, sizeBytes);
  const hash = model?.sha256
    ? `sha256:${model.sha256}`
    : `crc32:${digest.toString(16).padStart(8, '0')}:${sizeBytes}`;
  return {
    hash,
    sizeBytes,
    files,
    wastedBytes: wastedBy(rows, table),
    hardLinks: copies.flatMap(({ row, file }) => {
      const others = names.get(row);
      return others === undefined ? [] : [{ file, names: others.map(paths.text).sort() }];
    }),
    proof,
    model,
  };
}

/** What goes free at least, whichever copy is kept. */
function wastedBy(rows: readonly number[], { disk }: FileTable): number {
  let [sum, most] = [0, 0];
  for (const row of rows) {
    const bytes = disk[row] as number;
    sum += bytes;
    most = Math.max(most, bytes);
  }
  return sum - most;
}

/** The smallest file that is told as that of a model, in bytes. */
const smallestModel = 1 << 20;

function heldModel(files: readonly string[], sizeBytes: number): HeldModel | null {
  if (sizeBytes < smallestModel) return null;
  const found = files.flatMap((file) => modelFileOf(file) ?? []);
  if (found.length === 0) return null;
  const sha256 = found.find(({ hash }) => hash?.length === 64)?.hash ?? null;
  return { holders: [...new Set(found.map(({ holder }) => holder))].sort(), sha256 };
}

/** Two contents may have the same digest: the later ones get a number. */
function withOwnHashes(groups: DuplicateGroup[]): DuplicateGroup[] {
  const seen = new Map<string, number>();
  for (const group of groups) {
    const count = (seen.get(group.hash) ?? 0) + 1;
    seen.set(group.hash, count);
    if (count > 1) group.hash += `:${count}`;
  }
  return groups;
}
