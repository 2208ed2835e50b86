import { clockToleranceMs, jitter, ladders, longestOpenMs } from './numbers.js';
import type { Opening } from './record.js';
import type { BreakerEvent, Moment } from './transition.js';

type Failure = Extract<BreakerEvent, { type: 'failure' }>;

/** The opening of a breaker after a failure that opens it, or finds it open. Pure. */
export function openingAfter(before: Opening | null, event: Failure, moment: Moment): Opening {
  const { now } = moment;
  const { effect, proof } = event;
  if (effect === 'hard' && proof !== null) {
    const until = Math.max(now, before?.until ?? 0);
    return { ...base(event, now), kind: 'hard', ladder: 'count', step: 1, until, proof };
  }
  // Nothing but what it is closed by changes a hard opening.
  if (before?.kind === 'hard') return before;
  const ladder = effect === 'quota' || effect === 'count' ? effect : 'limit';
  // An attempt that was under way when the breaker opened tells nothing new of it.
  const isOldNews = before !== null && before.at <= now && event.startedAt <= before.at;
  if (isOldNews && event.retryAfterMs === null) return before;
  const climbs = before?.ladder === ladder && !isOldNews;
  const step = before?.ladder === ladder ? before.step + (climbs ? 1 : 0) : 1;
  const wait = event.retryAfterMs ?? guess(ladder, step, moment.random);
  const until = now + Math.min(wait, longestOpenMs[ladder]);
  const kind = event.retryAfterMs === null ? 'soft' : 'told';
  const opening: Opening = { ...base(event, now), kind, ladder, step, until, proof: null };
  // A time from before the clock went back says nothing.
  if (before === null || before.at > now + clockToleranceMs || before.until <= until) {
    return opening;
  }
  return { ...before, at: now, step: before.ladder === ladder ? step : before.step };
}

function base({ class: errorClass, by }: Failure, now: number) {
  return { class: errorClass, by, at: now };
}

function guess(ladder: Opening['ladder'], step: number, random: () => number): number {
  const steps = ladders[ladder];
  const ms = steps[Math.min(step, steps.length) - 1] as number;
  return Math.round(ms * (1 - jitter + 2 * jitter * random()));
}

/** When an opening ends, with the clock of now. */
export function endOf({ at, until, ladder }: Opening, now: number): number {
  if (at > now + clockToleranceMs) return now;
  return Math.min(until, at + longestOpenMs[ladder], now + longestOpenMs[ladder]);
}
