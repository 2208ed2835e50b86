/**
 * Files that a walk found, one row each, in memory that threads share: objects for 200,000 files
 * would take five times as much, and a copy for each thread.
 */
export interface FileTable {
  count: number;
  size: Float64Array;
  /** What it takes on the disk, in bytes; less than `size` for a file with holes. */
  disk: Float64Array;
  dev: Float64Array;
  ino: Float64Array;
  mtimeMs: Float64Array;
  ctimeMs: Float64Array;
  /** The row of its folder. */
  folder: Uint32Array;
  /** Where its name stands in `text`. */
  nameAt: Uint32Array;
  nameLength: Uint32Array;
  folderCount: number;
  folderAt: Uint32Array;
  folderLength: Uint32Array;
  /** Names and paths of folders, as the bytes that the system has. */
  text: Uint8Array;
  textLength: number;
}

type Column = Float64Array | Uint32Array | Uint8Array;

const fileColumns = ['size', 'disk', 'dev', 'ino', 'mtimeMs', 'ctimeMs'] as const;
const nameColumns = ['folder', 'nameAt', 'nameLength'] as const;
const folderColumns = ['folderAt', 'folderLength'] as const;

/** A table without rows. Memory that is not written to is not taken from the system. */
export function createFileTable(files = 1 << 17, folders = 1 << 14, text = 1 << 22): FileTable {
  return {
    count: 0,
    size: floats(files),
    disk: floats(files),
    dev: floats(files),
    ino: floats(files),
    mtimeMs: floats(files),
    ctimeMs: floats(files),
    folder: words(files),
    nameAt: words(files),
    nameLength: words(files),
    folderCount: 0,
    folderAt: words(folders),
    folderLength: words(folders),
    text: new Uint8Array(new SharedArrayBuffer(text)),
    textLength: 0,
  };
}

/** Adds a folder; its row is what `addFile` wants. */
export function addFolder(table: FileTable, path: string | Buffer): number {
  const row = table.folderCount;
  if (row === table.folderAt.length) grow(table, folderColumns);
  table.folderAt[row] = table.textLength;
  table.folderLength[row] = addText(table, path);
  table.folderCount += 1;
  return row;
}

export interface FileFacts {
  size: number;
  blocks: number | null;
  dev: number;
  ino: number;
  mtimeMs: number;
  ctimeMs: number;
}

/** Adds a file to the folder of that row. */
export function addFile(
  table: FileTable,
  { folder, name }: { folder: number; name: string | Buffer },
  facts: FileFacts,
): void {
  const row = table.count;
  if (row === table.size.length) {
    grow(table, fileColumns);
    grow(table, nameColumns);
  }
  table.size[row] = facts.size;
  table.disk[row] = Math.min(facts.size, facts.blocks === null ? Infinity : facts.blocks * 512);
  table.dev[row] = facts.dev;
  table.ino[row] = facts.ino;
  table.mtimeMs[row] = facts.mtimeMs;
  table.ctimeMs[row] = facts.ctimeMs;
  table.folder[row] = folder;
  table.nameAt[row] = table.textLength;
  table.nameLength[row] = addText(table, name);
  table.count += 1;
}

/** One table with the rows of all, in their order. */
export function mergeTables(tables: readonly FileTable[]): FileTable {
  const [only] = tables;
  if (tables.length === 1 && only !== undefined) return only;
  const sum = (of: (table: FileTable) => number) => tables.reduce((all, one) => all + of(one), 0);
  const merged = createFileTable(
    sum(({ count }) => count),
    sum(({ folderCount }) => folderCount),
    sum(({ textLength }) => textLength),
  );
  for (const table of tables) append(merged, table);
  return merged;
}

function append(to: FileTable, from: FileTable): void {
  for (const name of fileColumns) to[name].set(from[name].subarray(0, from.count), to.count);
  for (let row = 0; row < from.count; row += 1) {
    const target = to.count + row;
    to.folder[target] = (from.folder[row] as number) + to.folderCount;
    to.nameAt[target] = (from.nameAt[row] as number) + to.textLength;
    to.nameLength[target] = from.nameLength[row] as number;
  }
  for (let row = 0; row < from.folderCount; row += 1) {
    const target = to.folderCount + row;
    to.folderAt[target] = (from.folderAt[row] as number) + to.textLength;
    to.folderLength[target] = from.folderLength[row] as number;
  }
  to.text.set(from.text.subarray(0, from.textLength), to.textLength);
  to.count += from.count;
  to.folderCount += from.folderCount;
  to.textLength += from.textLength;
}

function addText(table: FileTable, text: string | Buffer): number {
  const room = typeof text === 'string' ? text.length * 3 : text.length;
  if (table.textLength + room > table.text.length) {
    const size = Math.max(table.text.length * 2, table.textLength + room);
    table.text = copied(table.text, new Uint8Array(new SharedArrayBuffer(size)));
  }
  const buffer = bufferOf(table.text);
  const length =
    typeof text === 'string'
      ? buffer.write(text, table.textLength)
      : text.copy(buffer, table.textLength);
  table.textLength += length;
  return length;
}

const buffers = new WeakMap<Uint8Array, Buffer>();

/** The same memory as a Buffer. */
export function bufferOf(bytes: Uint8Array): Buffer {
  let buffer = buffers.get(bytes);
  if (buffer === undefined) {
    buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    buffers.set(bytes, buffer);
  }
  return buffer;
}

function grow(table: FileTable, names: readonly (keyof FileTable)[]): void {
  const columns = table as unknown as Record<string, Column>;
  for (const name of names) {
    const old = columns[name] as Column;
    columns[name] =
      old instanceof Float64Array
        ? copied(old, floats(old.length * 2))
        : copied(old, words(old.length * 2));
  }
}

function copied<T extends Column>(from: Column, to: T): T {
  to.set(from);
  return to;
}

function floats(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * 8));
}

function words(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(length * 4));
}
