import { availableParallelism } from 'node:os';
import { sep } from 'node:path';
import picomatch from 'picomatch';
import { mergeTables, type FileTable } from '../walk/file-table.js';
import { createPathReader } from '../walk/path-of.js';
import { cell, createShare, isStopped, progressOf, totalProgress } from '../walk/share.js';
import type { DuplicatesResult, ScanProblem } from '../types.js';
import { readCompareCache, writeCompareCache, type NewEntry } from './cache.js';
import { compareFiles, type Findings } from './compare-files.js';
import type { CompareProblem } from './comparison.js';
import { createCrew } from './crew.js';
import { tellGroups } from './groups.js';
import { helperFile } from './helpers.js';
import { planComparison } from './plan.js';
import { problemText } from './problem-text.js';
import { findRoots } from './roots.js';
import { groupBySize } from './size-groups.js';
import { isUnchanged } from './small-groups.js';

export interface DuplicatesOptions {
  /** Folders and files, absolute or from `cwd`. */
  paths: readonly string[];
  cwd: string;
  /** In bytes; 1 unless told, so that empty files are no duplicates. */
  minSize?: number;
  /** Ends of names, with or without the dot; upper and lower case are the same. */
  extensions?: readonly string[];
  /** Globs of files and folders to pass over; one without a slash is of their names. */
  exclude?: readonly string[];
  /** True to stay on the file systems of the paths. */
  oneFileSystem?: boolean;
  /** False to read files also where their names are hashes of the content. */
  trustNames?: boolean;
  /** Where results are kept for the next scan; nothing is kept without it. */
  cacheFile?: string;
  now?: () => Date;
  /** Hears why the results could not be kept, which does the scan no harm. */
  onCacheFailure?: (error: Error) => void;
  /** Ends the scan early, with what was found so far. */
  signal?: AbortSignal;
  /** Called about ten times a second. */
  onProgress?: (progress: ScanProgress) => void;
  /** 1 to do all in this thread; as many as there are cores, four at most, unless told. */
  threads?: number;
  /** The program of a helping thread, which else lies beside this module. */
  workerFile?: string;
}

export interface ScanProgress {
  phase: 'walk' | 'compare';
  files: number;
  /** In this phase, of which there may be two that compare. */
  readBytes: number;
  /** What will be read at most in this phase; null while it is not known. */
  totalBytes: number | null;
}

/**
 * Finds files of the same content below paths: by size, then by the bytes themselves. Follows no
 * link, counts each file once whatever names and roots lead to it, and changes nothing but
 * `cacheFile`. A path that does not exist, a file that cannot be read and one that changes meanwhile
 * are `problems` of the result, not errors.
 */
export async function scanDuplicates(options: DuplicatesOptions): Promise<DuplicatesResult> {
  const scannedAt = (options.now ?? (() => new Date()))().getTime();
  const { roots, problems } = findRoots(options.paths, options.cwd);
  const share = createShare();
  const stop = () => Atomics.store(share.control, cell.stop, 1);
  if (options.signal?.aborted === true) stop();
  options.signal?.addEventListener('abort', stop, { once: true });
  const walk = {
    minSize: options.minSize ?? 1,
    extensions: options.extensions?.map(asExtension) ?? null,
    exclude: (options.exclude ?? []).map(pathPattern),
    devices: options.oneFileSystem === true ? roots.map(({ stat }) => stat.dev) : null,
    roots: roots.map(({ path }) => path),
    separator: sep,
  };
  const crew = createCrew({
    share,
    walk,
    threads: options.threads ?? Math.min(4, availableParallelism()),
    workerFile: options.workerFile ?? helperFile(),
    onProgress: options.onProgress,
  });
  try {
    const walked = await crew.walk(roots);
    const table = mergeTables(walked.tables);
    const paths = createPathReader(table, sep);
    const sizes = groupBySize(table);
    const old = options.cacheFile === undefined ? undefined : readCompareCache(options.cacheFile);
    const plan = planComparison(sizes.groups, {
      table,
      paths,
      cache: old,
      trustNames: options.trustNames !== false,
    });
    const found = await compareFiles(plan, { table, separator: sep, share, run: crew.run });
    dropChanged(found, (row) => isUnchanged(table, row, paths));
    if (options.cacheFile !== undefined && old !== undefined) {
      try {
        keep(options.cacheFile, { table, found, old: old.entries, scannedAt });
      } catch (error) {
        options.onCacheFailure?.(error as Error);
      }
    }
    const groups = tellGroups([...plan.known, ...found.results.flatMap(({ classes }) => classes)], {
      table,
      paths,
      names: sizes.names,
      named: plan.named,
    });
    return {
      roots: walk.roots,
      groups,
      summary: {
        scannedFiles: sizes.copies,
        scannedBytes: sizes.bytes,
        folders: table.folderCount,
        groups: groups.length,
        extraCopies: groups.reduce((sum, { files }) => sum + files.length - 1, 0),
        wastedBytes: groups.reduce((sum, { wastedBytes }) => sum + wastedBytes, 0),
        readBytes: totalProgress(share, progressOf.readBytes),
        isPartial: isStopped(share),
      },
      problems: [
        ...problems,
        ...walked.problems,
        ...found.problems.map((one) => tell(one, paths.text)),
      ],
    };
  } finally {
    options.signal?.removeEventListener('abort', stop);
    await crew.end();
  }
}

function asExtension(text: string): string {
  const lower = text.toLowerCase();
  return lower.startsWith('.') ? lower : `.${lower}`;
}

/** @param glob - from the root of the file system, or to be found anywhere below the roots */
function pathPattern(glob: string): RegExp {
  const plain = glob.replace(/\/+$/, '');
  const whole = plain.startsWith('/') || plain.startsWith('**') ? plain : `**/${plain}`;
  return picomatch.makeRe(whole, { dot: true, nonegate: true });
}

/** Large files are looked at once more: what was compared must be what is there. */
function dropChanged(found: Findings, isStill: (row: number) => boolean): void {
  for (const result of found.results) {
    if (result.isChecked) continue;
    for (const same of result.classes.filter(({ rows }) => rows.length > 1)) {
      const [still, changed] = [same.rows.filter(isStill), same.rows.length];
      if (still.length === changed) continue;
      const kept = new Set(still);
      const gone = same.rows.filter((row) => !kept.has(row));
      found.problems.push(...gone.map((row): CompareProblem => ({ row, code: null })));
      same.rows = still;
    }
  }
}

function tell({ row, code }: CompareProblem, textOf: (row: number) => string): ScanProblem {
  return code === null
    ? { path: textOf(row), kind: 'changed', message: 'it changed while it was compared' }
    : { path: textOf(row), kind: 'unreadable', message: problemText(code) };
}

interface Keeping {
  table: FileTable;
  found: Findings;
  old: Parameters<typeof writeCompareCache>[1]['old'];
  scannedAt: number;
}

function keep(file: string, { table, found, old, scannedAt }: Keeping): void {
  const news: NewEntry[] = [];
  found.results.forEach(({ classes, isFinished }, comparison) => {
    if (!isFinished) return;
    classes.forEach(({ rows, digest }, label) => {
      for (const row of rows) news.push({ row, comparison, label, digest });
    });
  });
  if (news.length === 0) return;
  const scan = (Math.random() * 2 ** 32) >>> 0;
  writeCompareCache(file, { table, news, old, scan, scannedAt });
}
