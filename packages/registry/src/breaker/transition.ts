import type { ErrorClass } from '../classify/error-classes.js';
import type { Effect } from './effects.js';
import {
  failuresInARow,
  failuresOfRecent,
  decayMs,
  clockToleranceMs,
  recentMs,
  recentOutcomes,
  retryBudget,
} from './numbers.js';
import { openingAfter } from './opening.js';
import { isEmpty, newRecord, type BreakerRecord, type DomainName, type Lease } from './record.js';

/** What happened to one failure domain. */
export type BreakerEvent =
  | { type: 'lease'; lease: Lease }
  | ({ type: 'success' } & Ended)
  | ({ type: 'failure' } & Ended & Failed)
  /** The attempt ended in a way that says nothing of this domain. */
  | ({ type: 'nothing' } & Ended);

interface Ended {
  /** When the attempt began; what it tells is older than what happened since. */
  startedAt: number;
  /** The lease that it held: then it began after the opening, whatever the clocks say. */
  lease: string | null;
}

export interface Failed {
  effect: Effect;
  class: ErrorClass;
  by: string;
  /** How long the service asks to be left alone, in ms. */
  retryAfterMs: number | null;
  /** What failed, as it is now; see `Opening.proof`. */
  proof: string | null;
  /** Whether it takes from the retry budget. */
  spends: boolean;
}

/** Where a record stands in time. */
export interface Moment {
  now: number;
  /** From 0 up to 1. */
  random: () => number;
}

/**
 * The record of a failure domain after an event; undefined where nothing is left to remember. Pure.
 *
 * @param known - what is remembered, or the name of a domain of which nothing is
 */
export function transition(
  known: BreakerRecord | DomainName,
  event: BreakerEvent,
  moment: Moment,
): BreakerRecord | undefined {
  const { now } = moment;
  const record = settle(known, event, now);
  const held = event.type !== 'lease' && event.lease !== null && event.lease === record.lease?.id;
  const next = held
    ? apply({ ...record, lease: null }, { ...event, startedAt: Infinity }, moment)
    : apply(record, event, moment);
  return isEmpty(next) ? undefined : { ...next, updatedAt: now };
}

/** The record without what has lost its meaning: what is a day old, and a hard opening that is over. */
function settle(
  known: BreakerRecord | DomainName,
  event: BreakerEvent,
  now: number,
): BreakerRecord {
  if (!('updatedAt' in known)) return newRecord(known, now);
  const { opening, lease } = known;
  const isHard = opening?.kind === 'hard';
  const isOld = now - known.updatedAt > decayMs && !isHard;
  const proof = event.type === 'failure' ? event.proof : null;
  const wasMended = isHard && proof !== null && proof !== opening.proof;
  return isOld || wasMended ? { ...newRecord(known, now), lease } : known;
}

function apply(record: BreakerRecord, event: BreakerEvent, moment: Moment): BreakerRecord {
  switch (event.type) {
    case 'lease':
      return { ...record, lease: event.lease };
    case 'success':
      return succeed(record, event, moment.now);
    case 'failure':
      return fail(record, event, moment);
    case 'nothing':
      return record;
  }
}

/** A success closes only what was open when its attempt began. */
function succeed(record: BreakerRecord, { startedAt }: Ended, now: number): BreakerRecord {
  const tokens = Math.min(retryBudget.full, record.tokens + retryBudget.perSuccess);
  const { opening } = record;
  if (opening === null) {
    return { ...record, tokens, inARow: 0, recent: withOutcome(record, { at: now, ok: true }) };
  }
  const isNewer = startedAt > opening.at || opening.at > now + clockToleranceMs;
  if (!isNewer) return { ...record, tokens };
  return { ...record, tokens, inARow: 0, recent: [], opening: null };
}

function fail(
  record: BreakerRecord,
  event: Extract<BreakerEvent, { type: 'failure' }>,
  moment: Moment,
): BreakerRecord {
  const tokens = event.spends ? Math.max(0, record.tokens - retryBudget.perFailure) : record.tokens;
  const spent = { ...record, tokens };
  if (event.effect === 'spend') return spent;
  if (event.effect !== 'count' || event.retryAfterMs !== null) {
    return { ...spent, opening: openingAfter(record.opening, event, moment) };
  }
  const counted = {
    ...spent,
    inARow: record.inARow + 1,
    recent: withOutcome(record, { at: moment.now, ok: false }),
  };
  if (record.opening === null && !isTooMuch(counted, moment.now)) return counted;
  return { ...counted, opening: openingAfter(record.opening, event, moment) };
}

function withOutcome({ recent }: BreakerRecord, outcome: { at: number; ok: boolean }) {
  return [...recent, outcome].slice(-recentOutcomes);
}

function isTooMuch({ inARow, recent }: BreakerRecord, now: number): boolean {
  if (inARow >= failuresInARow) return true;
  const young = recent.filter(({ at, ok }) => !ok && now - at < recentMs);
  return young.length >= failuresOfRecent;
}
