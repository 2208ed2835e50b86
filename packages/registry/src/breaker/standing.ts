import type { ProcessMark } from '@aim/core';
import { decayMs, quotaProbeMs } from './numbers.js';
import { endOf } from './opening.js';
import type { BreakerRecord, Opening } from './record.js';

/** Where a failure domain stands now. */
export type Standing =
  | { state: 'closed' }
  | {
      /** `half-open`: the time is over, and one attempt may try it. `busy`: one is trying it. */
      state: 'open' | 'half-open' | 'busy';
      opening: Opening;
      /** In ms since 1970; null for a hard opening, which no time ends. */
      until: number | null;
      /** Whether it may be tried out of turn, where there is nothing else. */
      forceable: boolean;
    };

export interface StandingFacts {
  now: number;
  /** What the domain is now; see `Opening.proof`. */
  proof: () => string | null;
  isGone: (owner: ProcessMark) => boolean;
}

/** Pure but for what it is given. Reading it changes nothing: no timer ends an opening. */
export function standingOf(record: BreakerRecord | undefined, facts: StandingFacts): Standing {
  const { now, proof } = facts;
  if (record === undefined || record.opening === null) return { state: 'closed' };
  const { opening } = record;
  if (opening.kind === 'hard') {
    if (proof() !== opening.proof) return { state: 'closed' };
    return { state: 'open', opening, until: null, forceable: false };
  }
  if (now - record.updatedAt > decayMs) return { state: 'closed' };
  const until = endOf(opening, now);
  if (isLeased(record, facts)) return { state: 'busy', opening, until, forceable: false };
  if (until <= now) return { state: 'half-open', opening, until, forceable: true };
  const isTimely = opening.ladder !== 'quota' || now - opening.at >= quotaProbeMs;
  return { state: 'open', opening, until, forceable: opening.kind === 'soft' && isTimely };
}

/** True while somebody who lives holds the right to try. */
export function isLeased(
  { lease }: BreakerRecord,
  { now, isGone }: Pick<StandingFacts, 'now' | 'isGone'>,
): boolean {
  return lease !== null && lease.until > now && !isGone(lease.owner);
}
