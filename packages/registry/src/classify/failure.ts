import type { ErrorClass } from './error-classes.js';

/** Why one attempt failed, as an adapter tells it. */
export interface Failure {
  class: ErrorClass;
  message: string;
  /** A command that may help. */
  action?: string;
  /** The rule that decided, and what it saw; redacted, at most 2 KB. */
  evidence?: string;
  /** When the service asks to be left alone for a while, in ms. */
  retryAfterMs?: number;
  /** The clock of AIM that ended it before its time was over: no first byte, or silence. */
  clock?: 'start' | 'idle';
  /** The tool itself said in an orderly way that it failed: what it did is not in doubt. */
  reported?: boolean;
}

/** How long an attempt may be silent, in ms; for what tells of its progress only. */
export interface Clocks {
  /** Until the first byte. */
  startMs?: number;
  /** Between two bytes. */
  idleMs?: number;
}
