import { hostname } from 'node:os';
import { systemCode } from '../errors/from-system-error.js';
import { processStartTime } from './process-start-time.js';

/** A process as it is named in a file, so that others can tell later whether it is still there. */
export interface ProcessMark {
  pid: number;
  /** A process of another machine or container cannot be seen from here: it counts as living. */
  host: string;
  /** Tells a process from a later one that got the same pid; null where it cannot be known. */
  startedAt: string | null;
}

let ownMark: ProcessMark | undefined;

export function markOfThisProcess(): ProcessMark {
  const { pid } = process;
  return (ownMark ??= { pid, host: hostname(), startedAt: processStartTime(pid) });
}

/** False while the process may be running. */
export function processIsGone(mark: ProcessMark): boolean {
  if (mark.host !== hostname()) return false;
  try {
    process.kill(mark.pid, 0);
  } catch (error) {
    return systemCode(error) === 'ESRCH';
  }
  return mark.startedAt !== null && processStartTime(mark.pid) !== mark.startedAt;
}

export function isSameProcess(a: ProcessMark, b: ProcessMark): boolean {
  return a.pid === b.pid && a.startedAt === b.startedAt;
}

// Strict, since a pid of 0 or below would mean a group, and `startedAt` becomes part of a path.
export function isProcessMark(value: unknown): value is ProcessMark {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, host, startedAt } = value as Record<keyof ProcessMark, unknown>;
  const isPid = Number.isSafeInteger(pid) && (pid as number) > 0;
  const isStart =
    startedAt === null || (typeof startedAt === 'string' && /^[\w ]*$/.test(startedAt));
  return isPid && typeof host === 'string' && isStart;
}
