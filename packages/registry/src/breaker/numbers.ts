// All numbers of breakers and retries. Times in ms.

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Failures in a row that open a breaker. */
export const failuresInARow = 3;
/** Or so many failures among the last outcomes, as far as these are young enough. */
export const failuresOfRecent = 3;
export const recentOutcomes = 5;
export const recentMs = 15 * minute;

/** How long a breaker stays open, longer each time that the next try fails as well. */
export const ladders = {
  count: [15 * second, minute, 5 * minute, 15 * minute, 30 * minute],
  limit: [30 * second, minute, 5 * minute, 15 * minute, 30 * minute],
  quota: [5 * minute, hour, 6 * hour],
} as const;

/** A time of the ladder is this much shorter or longer, so that processes do not come back at once. */
export const jitter = 0.2;

/** The longest that a breaker stays open, whatever it was told. */
export const longestOpenMs = { count: 30 * minute, limit: 24 * hour, quota: 24 * hour } as const;

/** A used-up plan is not tried out of turn more often than this. */
export const quotaProbeMs = hour;

/** What nobody touched for so long is forgotten; a hard opening is not. */
export const decayMs = 24 * hour;

/** Clocks of one machine differ by less; what is further ahead was written before a clock went back. */
export const clockToleranceMs = 5 * second;

/** A lease outlasts its attempt by this: a process that is ended gets time to go. */
export const leaseGraceMs = 5 * second;

/** How long a process waits for the state file before it decides or notes without it. */
export const lockWaitMs = 250;

/** Attempts of one request over its whole chain. */
export const maxAttempts = 5;
/**
 * Failures of one failure domain in one request, unless its capability tells `maxRetries`; a tool
 * that may write is tried once.
 */
export const maxTries = 2;
/** The wait before the same domain is tried again: a random time below base × 2ⁿ. */
export const backoff = { baseMs: 500, capMs: 8 * second } as const;
/** A longer wait is not worth it: another tool is tried at once. */
export const longestWaitMs = 30 * second;
/** Of each account, over all processes: at `retryFloor` or below nothing is tried twice. */
export const retryBudget = { full: 10, perFailure: 1, perSuccess: 0.1, retryFloor: 5 } as const;
