import type { Blamed } from '../breaker/note-attempt.js';
import { backoff, longestWaitMs } from '../breaker/numbers.js';
import type { InvokeError } from './result.js';

export interface RetryFacts {
  error: InvokeError;
  /** Whose fault it was; undefined where it was nobody's. */
  blamed: Blamed | undefined;
  /** How often this failure domain has failed in this request, and how often it may. */
  failures: number;
  maxTries: number;
  /** Of the whole request, in ms. */
  leftMs: number;
  random: () => number;
}

/**
 * How long to wait before the same tool is tried again, in ms; undefined to go on to the next one
 * at once. What the service asked for is kept to, or the tool is left: never is it asked earlier.
 */
export function retryWait(facts: RetryFacts): number | undefined {
  const { error, blamed, failures, maxTries, leftMs, random } = facts;
  if (!error.retryable || failures >= maxTries || blamed?.mayRetry === false) return undefined;
  const waitMs = error.retryAfterMs ?? fullJitter(error, failures, random);
  return waitMs === undefined || waitMs > Math.min(leftMs, longestWaitMs) ? undefined : waitMs;
}

/** A limit without a time is not over in seconds. */
function fullJitter(
  { class: errorClass }: InvokeError,
  failures: number,
  random: () => number,
): number | undefined {
  if (errorClass === 'RATE_LIMITED') return undefined;
  return random() * Math.min(backoff.capMs, backoff.baseMs * 2 ** (failures - 1));
}

/** A timer may fire so much too early, in ms; nobody is asked before the time. */
const timerSlackMs = 2;

/** Waits, but no longer than until the user gives up. */
export async function pause(ms: number, signals: readonly (AbortSignal | undefined)[]) {
  const given = signals.filter((signal) => signal !== undefined);
  const ended = AbortSignal.any(given);
  if (ended.aborted) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      ended.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms + timerSlackMs);
    ended.addEventListener('abort', done);
  });
}
