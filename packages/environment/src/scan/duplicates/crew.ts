import { addFile, addFolder, type FileTable } from '../walk/file-table.js';
import { cell, progressOf, totalProgress, type Share } from '../walk/share.js';
import { createWalker, type WalkOptions, type WalkProblem } from '../walk/walker.js';
import type { CompareProblem } from './comparison.js';
import { startHelpers, type Helpers } from './helpers.js';
import type { Root } from './roots.js';
import type { ScanProgress } from './scan-duplicates.js';
import { createStageWork, type Stage } from './stage.js';
import { basename, dirname } from 'node:path';

export interface CrewOptions {
  share: Share;
  walk: WalkOptions;
  threads: number;
  workerFile: string | undefined;
  onProgress: ((progress: ScanProgress) => void) | undefined;
}

/** This thread and those that help it. */
export interface Crew {
  walk: (roots: readonly Root[]) => Promise<{ tables: FileTable[]; problems: WalkProblem[] }>;
  run: (stage: Stage, totalBytes: number) => Promise<CompareProblem[]>;
  end: () => Promise<void>;
}

/** How long this thread works before it looks at its events, in ms. */
const sliceMs = 20;
/** A walk that is over by then needs no help, which takes as long to start; in ms. */
const helpAfterMs = 25;
const progressEveryMs = 100;

export function createCrew({ share, walk, threads, workerFile, onProgress }: CrewOptions): Crew {
  let helpers: Helpers | undefined;
  let readBefore = 0;
  const tell = progressTeller(share, onProgress, () => readBefore);
  const help = () => {
    if (helpers !== undefined || workerFile === undefined || threads < 2) return;
    helpers = startHelpers({ count: threads - 1, share, options: walk, file: workerFile });
  };
  return {
    walk: async (roots) => {
      const folders = roots.filter(({ stat }) => stat.isDirectory()).map(({ path }) => path);
      Atomics.store(share.control, cell.pending, folders.length);
      const walker = createWalker(share, 0, { ...walk, start: folders });
      addRootFiles(walker.table, roots, walk);
      const begun = performance.now();
      for (;;) {
        const state = walker.work(performance.now() + sliceMs);
        if (state === 'over') break;
        if (state === 'idle') Atomics.wait(share.control, cell.mail, 0, 1);
        if (performance.now() - begun > helpAfterMs) help();
        tell('walk', null);
        await nextTurn();
      }
      const others = (await helpers?.walked()) ?? [];
      return {
        tables: [walker.table, ...others.map(({ table }) => table)],
        problems: [...walker.problems, ...others.flatMap(({ problems }) => problems)],
      };
    },
    run: async (stage, totalBytes) => {
      const others = helpers?.compare(stage);
      readBefore = totalProgress(share, progressOf.readBytes);
      const own = createStageWork(share, 0, stage);
      while (own.work(performance.now() + sliceMs) === 'more') {
        tell('compare', totalBytes);
        await nextTurn();
      }
      return [...own.problems, ...((await others) ?? [])];
    },
    end: async () => helpers?.end(),
  };
}

function addRootFiles(
  table: FileTable,
  roots: readonly Root[],
  { minSize, extensions }: WalkOptions,
) {
  for (const { path, stat } of roots) {
    const isWanted =
      stat.isFile() &&
      stat.size >= minSize &&
      (extensions === null || extensions.some((end) => path.toLowerCase().endsWith(end)));
    if (isWanted)
      addFile(table, { folder: addFolder(table, dirname(path)), name: basename(path) }, stat);
  }
}

function progressTeller(
  share: Share,
  onProgress: CrewOptions['onProgress'],
  readBefore: () => number,
) {
  let last = performance.now();
  return (phase: ScanProgress['phase'], totalBytes: number | null) => {
    const now = performance.now();
    if (onProgress === undefined || now - last < progressEveryMs) return;
    last = now;
    onProgress({
      phase,
      files: totalProgress(share, progressOf.files),
      readBytes: totalProgress(share, progressOf.readBytes) - readBefore(),
      totalBytes,
    });
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
