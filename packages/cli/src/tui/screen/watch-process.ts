import type { EventEmitter } from 'node:events';

export interface ProcessEnd {
  /** The process was told to stop; `exitCode` is 128 + the signal's number. */
  onSignal: (exitCode: number) => void;
  /** Something failed that nobody awaited. */
  onFailure: (error: unknown) => void;
  /** The process is going, and only what is done at once is still done. */
  onExit: () => void;
}

const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Hears of every way in which the process can end, but SIGKILL. Answers how to stop listening. */
export function watchProcess(process: EventEmitter, end: ProcessEnd): () => void {
  const listeners: [string, (...args: unknown[]) => void][] = [
    ...Object.entries(signals).map(([signal, exitCode]): (typeof listeners)[number] => [
      signal,
      () => end.onSignal(exitCode),
    ]),
    ['uncaughtException', (error) => end.onFailure(error)],
    ['unhandledRejection', (error) => end.onFailure(error)],
    ['exit', end.onExit],
  ];
  for (const [event, listener] of listeners) process.on(event, listener);
  return () => {
    for (const [event, listener] of listeners) process.off(event, listener);
  };
}
