import type { ErrorClass } from '../classify/error-classes.js';

/** What a failure does to its failure domain. */
export type Effect =
  /** Counts; opens after several. */
  | 'count'
  /** Opens at once, for as long as the service asks, else up a ladder. */
  | 'limit'
  | 'quota'
  /** Opens until what failed has changed. */
  | 'hard'
  /** Only takes from what is left for trying again. */
  | 'spend';

/** Where a class of failure belongs; a class that is not here says nothing about tool or service. */
export interface Blame {
  on: 'tool' | 'account' | 'endpoint' | 'model';
  effect: Effect;
}

const blames: Partial<Record<ErrorClass, Blame>> = {
  UNAUTHENTICATED: { on: 'account', effect: 'hard' },
  RATE_LIMITED: { on: 'account', effect: 'limit' },
  QUOTA_EXHAUSTED: { on: 'model', effect: 'quota' },
  UNAVAILABLE: { on: 'endpoint', effect: 'count' },
  DEADLINE_EXCEEDED: { on: 'tool', effect: 'count' },
  TOOL_NOT_FOUND: { on: 'tool', effect: 'hard' },
  OUTPUT_INVALID: { on: 'tool', effect: 'count' },
  TOOL_CRASH: { on: 'tool', effect: 'count' },
  INTERNAL: { on: 'tool', effect: 'count' },
};

/** What is known of a failed attempt beside its class. */
export interface FailedAttempt {
  class: ErrorClass;
  /** False when nothing of the tool ran and nothing was sent. */
  started: boolean;
  /** The clock of AIM's own that ended it; the time that a user gave tells nothing of a tool. */
  clock?: 'start' | 'idle';
}

/** Undefined for what does not count: bad input, a refusal, a cancelled job and the like. */
export function blameFor(failed: FailedAttempt): Blame | undefined {
  // No key was shown to anybody: the store is locked, or holds none.
  if (failed.class === 'UNAUTHENTICATED' && !failed.started) return undefined;
  if (failed.class === 'DEADLINE_EXCEEDED' && failed.clock === undefined) return undefined;
  return blames[failed.class];
}
