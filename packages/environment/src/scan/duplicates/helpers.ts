import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FileTable } from '../walk/file-table.js';
import type { Share } from '../walk/share.js';
import type { WalkOptions, WalkProblem } from '../walk/walker.js';
import type { CompareProblem } from './comparison.js';
import type { Stage } from './stage.js';

export type HelperAnswer =
  | { kind: 'ready' }
  | { kind: 'walked'; table: FileTable; problems: WalkProblem[] }
  | { kind: 'compared'; problems: CompareProblem[] };

/** Threads that help. */
export interface Helpers {
  /** What they found, when the walk is over. */
  walked: () => Promise<{ table: FileTable; problems: WalkProblem[] }[]>;
  compare: (stage: Stage) => Promise<CompareProblem[]>;
  end: () => Promise<void>;
}

export interface HelperStart {
  count: number;
  share: Share;
  options: WalkOptions;
  /** The program of a helper. */
  file: string;
}

/**
 * Starts threads that walk at once. One that cannot start is missed by nobody: whoever calls does
 * all that is left.
 */
export function startHelpers({ count, share, options, file }: HelperStart): Helpers {
  const helpers = Array.from({ length: count }, (_, index) =>
    startHelper(file, { share, thread: index + 1, options }),
  );
  return {
    walked: async () => (await Promise.all(helpers.map(({ walked }) => walked))).flat(),
    compare: async (stage) =>
      (await Promise.all(helpers.map((helper) => helper.compare(stage)))).flat(),
    end: async () => void (await Promise.all(helpers.map(({ end }) => end()))),
  };
}

/** The program of a helper, which the build puts beside this file; undefined where it is not. */
export function helperFile(): string | undefined {
  const file = fileURLToPath(new URL('./scan-worker.js', import.meta.url));
  return existsSync(file) ? file : undefined;
}

type Walked = { table: FileTable; problems: WalkProblem[] };

function startHelper(file: string, workerData: object) {
  const worker = new Worker(file, { workerData, stdout: false, stderr: false });
  const waiting = new Map<HelperAnswer['kind'], (answer: HelperAnswer) => void>();
  let isReady = false;
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  // Whoever waits for an answer hears of it.
  failed.catch(() => undefined);
  const isAbsent = new Promise<undefined>((resolve) => {
    worker.on('error', (error) => (isReady ? fail(error) : resolve(undefined)));
    worker.on('exit', () => resolve(undefined));
  });
  worker.on('message', (message: HelperAnswer) => {
    isReady = true;
    waiting.get(message.kind)?.(message);
  });
  const next = <K extends HelperAnswer['kind']>(kind: K) =>
    Promise.race([
      new Promise<Extract<HelperAnswer, { kind: K }>>((resolve) =>
        waiting.set(kind, resolve as (answer: HelperAnswer) => void),
      ),
      failed,
      isAbsent,
    ]);
  const walked: Promise<Walked[]> = next('walked').then((answer) =>
    answer === undefined ? [] : [answer],
  );
  walked.catch(() => undefined);
  return {
    walked,
    compare: async (stage: Stage): Promise<CompareProblem[]> => {
      const answer = next('compared');
      worker.postMessage(stage);
      return (await answer)?.problems ?? [];
    },
    end: async () => void (await worker.terminate()),
  };
}
