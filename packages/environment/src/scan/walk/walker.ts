import * as fs from 'node:fs';
import { addFile, addFolder, createFileTable, type FileTable } from './file-table.js';
import { giveFolders, takeFolders, type Folder } from './mail.js';
import { cell, isStopped, progressOf, progressTellerOf, type Share } from './share.js';

/** Which files a walk is about. Plain data: it goes to other threads. */
export interface WalkOptions {
  /** In bytes; smaller files are passed over. */
  minSize: number;
  /** Ends of names in lower case, such as `.gguf`; null for all files. */
  extensions: readonly string[] | null;
  /** Files and folders whose path fits one of these are passed over. */
  exclude: readonly RegExp[];
  /** The device of each root, for a walk that stays on it; null for one that does not. */
  devices: readonly number[] | null;
  /** Folders that are roots themselves are passed over below other roots. */
  roots: readonly string[];
  separator: string;
}

export interface WalkProblem {
  path: string;
  kind: 'unreadable';
  message: string;
}

/** What one thread of a walk has and found. */
export interface Walker {
  table: FileTable;
  problems: WalkProblem[];
  /** Works until the deadline (of `performance.now()`) or until there is nothing to do. */
  work: (deadline: number) => 'more' | 'idle' | 'over';
}

/**
 * Walks folders together with other threads: whoever has none left gets some of another's. Links
 * are not followed, and what went away in the meantime is not there. Whoever makes the first walker
 * sets `cell.pending` to the number of folders to start from.
 */
export function createWalker(
  share: Share,
  thread: number,
  options: WalkOptions & { start: readonly Folder[] },
): Walker {
  const stack: Folder[] = [...options.start];
  const walker = { table: createFileTable(), problems: [] as WalkProblem[] };
  const read = folderReader(options, walker, stack);
  const tell = progressTellerOf(share, thread);
  let isIdle = false;
  const readOne = (folder: Folder) => {
    const [files, waiting] = [walker.table.count, stack.length];
    read(folder);
    tell(progressOf.files, walker.table.count - files);
    Atomics.add(share.control, cell.pending, stack.length - waiting - 1);
    giveFolders(share, stack);
  };
  const work = (deadline: number) => {
    do {
      if (isStopped(share)) return 'over';
      const folder = stack.pop();
      if (folder !== undefined) {
        readOne(folder);
        continue;
      }
      if (!isIdle) {
        Atomics.add(share.control, cell.idle, 1);
        isIdle = true;
      }
      if (takeFolders(share, stack)) isIdle = false;
      else return Atomics.load(share.control, cell.pending) === 0 ? 'over' : 'idle';
    } while (performance.now() < deadline);
    return 'more';
  };
  return Object.assign(walker, { work });
}

type Found = Pick<Walker, 'table' | 'problems'>;

function folderReader(options: WalkOptions, { table, problems }: Found, stack: Folder[]) {
  const { minSize, extensions, exclude, devices, separator } = options;
  const roots = new Set(options.roots);
  const report = (path: Folder, error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return;
    problems.push({ path: path.toString(), kind: 'unreadable', message });
  };
  const isLeftOut = (path: string) => exclude.some((pattern) => pattern.test(path));

  const enter = (path: Folder) => {
    if (roots.has(path as string)) return;
    if (devices !== null && !devices.includes(fs.lstatSync(path).dev)) return;
    stack.push(path);
  };
  const addIfWanted = (path: Folder, folder: number, name: string | Buffer) => {
    const stat = fs.lstatSync(path);
    if (!stat.isFile() || stat.size < minSize) return;
    addFile(table, { folder, name }, stat);
  };
  return (folder: Folder): void => {
    const prefix = withSeparator(folder, separator);
    let row = -1;
    try {
      for (const entry of readFolder(folder)) {
        const isFolder = entry.isDirectory();
        if (!isFolder && !entry.isFile()) continue;
        const name = entry.name as string | Buffer;
        const path = joined(prefix, name);
        if (!isFolder && extensions !== null && !hasExtension(name, extensions)) continue;
        if (exclude.length > 0 && isLeftOut(path.toString())) continue;
        try {
          if (isFolder) enter(path);
          else addIfWanted(path, row < 0 ? (row = addFolder(table, folder)) : row, name);
        } catch (error) {
          report(path, error);
        }
      }
    } catch (error) {
      report(folder, error);
    }
  };
}

/** The entries of a folder; names as Buffers where one of them is no UTF-8. */
function readFolder(folder: Folder): fs.Dirent[] {
  if (typeof folder === 'string') {
    const entries = fs.readdirSync(folder, { withFileTypes: true });
    if (!entries.some(({ name }) => name.includes('\ufffd'))) return entries;
  }
  const options = { withFileTypes: true, encoding: 'buffer' } as const;
  return fs.readdirSync(folder, options as never) as unknown as fs.Dirent[];
}

function joined(prefix: Folder, name: string | Buffer): Folder {
  if (typeof prefix === 'string' && typeof name === 'string') return prefix + name;
  const whole = Buffer.concat([Buffer.from(prefix as string), Buffer.from(name as string)]);
  const text = whole.toString();
  return text.includes('\ufffd') ? whole : text;
}

function withSeparator(folder: Folder, separator: string): Folder {
  if (typeof folder === 'string') {
    return folder.endsWith(separator) ? folder : folder + separator;
  }
  return Buffer.concat([folder, Buffer.from(separator)]);
}

function hasExtension(name: string | Buffer, extensions: readonly string[]): boolean {
  const lower = name.toString().toLowerCase();
  return extensions.some((extension) => lower.endsWith(extension));
}
