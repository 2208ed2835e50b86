import type { ProcessMark } from '@aim/core';
import type { ErrorClass } from '../classify/error-classes.js';
import { retryBudget } from './numbers.js';

/** What can fail by itself, and fails for every tool that depends on it. */
export type FailureDomain = 'tool' | 'account' | 'endpoint' | 'model';

/** What is remembered of one failure domain. All times are ms since 1970. Plain data. */
export interface BreakerRecord {
  domain: FailureDomain;
  /** What a person calls it: a tool, the variables of a key, an address, a model. Never a value. */
  label: string;
  updatedAt: number;
  /** The last outcomes, the oldest first, since the breaker closed. */
  recent: { at: number; ok: boolean }[];
  /** Failures since the last success. */
  inARow: number;
  /** What is left for trying again; see `retryBudget`. */
  tokens: number;
  opening: Opening | null;
  /** Who tries it while it is open; nobody else does. */
  lease: Lease | null;
}

export interface Opening {
  /**
   * `soft`: AIM guesses how long. `told`: the service said so, and is not asked earlier. `hard`:
   * until what `proof` stands for has changed.
   */
  kind: 'soft' | 'told' | 'hard';
  /** Which ladder and longest time it has. */
  ladder: 'count' | 'limit' | 'quota';
  /** The step of its ladder, from 1. */
  step: number;
  class: ErrorClass;
  at: number;
  /** Never moves back while it is open; of a hard opening, the time that it was made. */
  until: number;
  /** The tool whose failure opened it. */
  by: string;
  /** Of a hard opening: what failed, as it was. */
  proof: string | null;
}

export interface Lease {
  id: string;
  owner: ProcessMark;
  /** When the attempt is over in any case. */
  until: number;
}

export type DomainName = Pick<BreakerRecord, 'domain' | 'label'>;

export function newRecord({ domain, label }: DomainName, now: number): BreakerRecord {
  return {
    domain,
    label,
    updatedAt: now,
    recent: [],
    inARow: 0,
    tokens: retryBudget.full,
    opening: null,
    lease: null,
  };
}

/** True for a record that says no more than none. */
export function isEmpty({ recent, inARow, tokens, opening, lease }: BreakerRecord): boolean {
  if (opening !== null || lease !== null || inARow > 0) return false;
  return tokens >= retryBudget.full && recent.every(({ ok }) => ok);
}
