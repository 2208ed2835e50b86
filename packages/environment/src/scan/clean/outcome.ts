import { isAimError, type AimPaths } from '@aim/core';
import type { Cleaning } from './journal.js';

/** What applying needs of the machine. */
export interface CleanRun {
  paths: Pick<AimPaths, 'state'>;
  now: Date;
  mountPoints: () => readonly string[];
  /** Runs a program's own command to its end, and answers its exit code; null for a signal. */
  runCommand: (argv: readonly string[]) => Promise<number | null>;
  /** Hears of each step that is over. */
  onStep?: (path: string) => void;
}

/** What became of a step. */
export interface CleanedStep {
  path: string;
  how: 'own-command' | 'trash' | 'quarantine' | 'hard-link' | 'reflink';
  /** What went free, in bytes; of what is put aside, what goes free when it is emptied. */
  bytes: number;
}

export interface FailedStep {
  path: string;
  code: string;
  message: string;
  hint?: string;
}

export interface Cleaned {
  /** By which it can be taken back; null when there is nothing to take back. */
  id: number | null;
  done: CleanedStep[];
  failed: FailedStep[];
}

/** What applying a plan hands on from step to step. */
export interface CleanContext {
  run: CleanRun;
  cleaning: Cleaning;
  cleaned: Cleaned;
}

/** A step that fails stops no other. */
export async function attempt(
  path: string,
  cleaned: Cleaned,
  work: () => void | Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isAimError(error)) throw error;
    const { code, message, hint } = error;
    cleaned.failed.push({ path, code, message, ...(hint !== undefined && { hint }) });
  }
}
