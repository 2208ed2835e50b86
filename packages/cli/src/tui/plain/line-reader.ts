import type { Readable } from 'node:stream';

export interface LineReader {
  /** The next line, without its end; null when there will be none. */
  next: () => Promise<string | null>;
  /** Lets somebody else read while `work` lasts. */
  pause: <T>(work: () => Promise<T>) => Promise<T>;
  close: () => void;
}

/** Reads line by line from a terminal that edits its lines by itself; what is typed ahead is kept. */
export function createLineReader(stdin: Readable): LineReader {
  const lines: string[] = [];
  let rest = '';
  let isOver = false;
  let waiting: ((line: string | null) => void) | undefined;
  const give = () => {
    if (waiting === undefined || (lines.length === 0 && !isOver)) return;
    const resolve = waiting;
    waiting = undefined;
    resolve(lines.shift() ?? null);
  };
  const hear = (chunk: string) => {
    const parts = `${rest}${chunk}`.split(/\r?\n/);
    rest = parts.pop() ?? '';
    lines.push(...parts);
    give();
  };
  const end = () => {
    isOver = true;
    give();
  };
  const listen = () => {
    stdin.on('data', hear);
    stdin.on('end', end);
    stdin.resume();
  };
  const leave = () => {
    stdin.off('data', hear);
    stdin.off('end', end);
    stdin.pause();
  };
  stdin.setEncoding('utf8');
  listen();
  return {
    next: () =>
      new Promise((resolve) => {
        waiting = resolve;
        give();
      }),
    pause: async (work) => {
      leave();
      try {
        return await work();
      } finally {
        listen();
      }
    },
    close: () => {
      leave();
      isOver = true;
      give();
    },
  };
}
