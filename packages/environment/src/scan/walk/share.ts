/** What the threads of one scan share. */
export interface Share {
  /** Small whole numbers, by `cell`; changed by Atomics only. */
  control: Int32Array;
  /** Folders on their way from a thread that has many to one that has none. */
  mail: Uint8Array;
  /** What each thread did so far: written by it alone, read by whoever shows progress. */
  progress: Float64Array;
}

export const cell = {
  /** 1: everybody ends as soon as possible. */
  stop: 0,
  /** Folders that are still to be read, or just being read; at 0 the walk is over. */
  pending: 1,
  /** Threads that have no folder left. */
  idle: 2,
  /** One of `mailState`. */
  mail: 3,
  mailLength: 4,
  /** The next piece of work of a stage. */
  cursor: 5,
} as const;

export const mailState = { empty: 0, busy: 1, full: 2 } as const;

/** Numbers of a thread in `progress`. */
export const progressOf = { files: 0, readBytes: 1, done: 2, width: 8 } as const;

const mailSize = 1 << 18;
export const maxThreads = 8;

/** The shared memory of a scan by at most eight threads. */
export function createShare(): Share {
  return {
    control: new Int32Array(new SharedArrayBuffer(64)),
    mail: new Uint8Array(new SharedArrayBuffer(mailSize)),
    progress: new Float64Array(new SharedArrayBuffer(maxThreads * progressOf.width * 8)),
  };
}

export function isStopped({ control }: Share): boolean {
  return Atomics.load(control, cell.stop) === 1;
}

/** For a thread: a function that adds to one of its numbers. */
export function progressTellerOf({ progress }: Share, thread: number) {
  return (kind: number, amount: number): void => {
    const at = thread * progressOf.width + kind;
    progress[at] = (progress[at] as number) + amount;
  };
}

/** The sum of a number over all threads. */
export function totalProgress({ progress }: Share, kind: number): number {
  let total = 0;
  for (let at = kind; at < progress.length; at += progressOf.width) total += progress[at] as number;
  return total;
}
