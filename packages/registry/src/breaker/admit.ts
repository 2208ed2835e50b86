import { isAimError, markOfThisProcess } from '@aim/core';
import { randomUUID } from 'node:crypto';
import { breakerReason, type OpenBreaker } from '../plan/open-breaker.js';
import type { Tool } from '../tools/tool.js';
import type { BreakerBook } from './breakers.js';
import { notClosed, openBreaker, type Found } from './found-breaker.js';
import { leaseGraceMs } from './numbers.js';
import type { Lease } from './record.js';
import { withNotes, type BreakerState } from './state.js';

export interface Asked {
  /** How long the attempt may take, in ms. */
  attemptMs: number;
  /** Whether it may begin before its time; see `planWithBreakers`. */
  forced: boolean;
  /** True for a failure domain that this request has tried often enough. */
  isTired: (key: string) => boolean;
}

/** The right to begin an attempt, or why it must not. */
export type Admission = Admitted | Refused;

export interface Admitted {
  /** In ms since 1970. */
  startedAt: number;
  /** What is on trial is tried by one attempt at a time: by whoever holds the lease. */
  lease: string | null;
  probe: 'half-open' | 'forced' | null;
}

export interface Refused {
  refused: string;
  breaker?: OpenBreaker;
}

export async function admit(book: BreakerBook, tool: Tool, asked: Asked): Promise<Admission> {
  const { store, now } = book;
  const state = store.read();
  const domains = book.domains(tool, state);
  const tired = domains.find(({ key }) => asked.isTired(key));
  if (tired !== undefined) {
    return { refused: `${tired.domain} ${tired.label} failed often enough for this job` };
  }
  const found = notClosed(domains, state.records, now());
  const plain: Admitted = { startedAt: now(), lease: null, probe: null };
  if (found.length === 0) return plain;
  if (!isPassable(found, asked)) return refusal(found);
  try {
    const updated = await store.update((current) => takeLease(book, tool, { asked, current }));
    return updated?.answer ?? refusal(found.map(asBusy));
  } catch (error) {
    if (!isAimError(error)) throw error;
    // Nobody can write here, so nobody can hold a lease either: better two probes than none ever.
    store.warn(error.message);
    return plain;
  }
}

function takeLease(
  book: BreakerBook,
  tool: Tool,
  { asked, current }: { asked: Asked; current: BreakerState },
): { records?: BreakerState['records']; answer: Admission } {
  const at = book.now();
  const found = notClosed(book.domains(tool, current), current.records, at);
  if (!isPassable(found, asked)) return { answer: refusal(found) };
  if (found.length === 0) return { answer: { startedAt: at, lease: null, probe: null } };
  const lease: Lease = {
    id: randomUUID(),
    owner: markOfThisProcess(),
    until: at + asked.attemptMs + leaseGraceMs,
  };
  const notes = found.map(({ domain: { key, domain, label } }) => ({
    key,
    domain,
    label,
    event: { type: 'lease' as const, lease },
    at,
    random: 0,
  }));
  const isForced = found.some(({ standing }) => standing.state === 'open');
  return {
    records: withNotes(current.records, notes),
    answer: { startedAt: at, lease: lease.id, probe: isForced ? 'forced' : 'half-open' },
  };
}

function isPassable(found: readonly Found[], { forced }: Asked): boolean {
  return found.every(
    ({ standing: { state, forceable } }) =>
      state === 'half-open' || (forced && state === 'open' && forceable),
  );
}

function asBusy(found: Found): Found {
  return { ...found, standing: { ...found.standing, state: 'busy', forceable: false } };
}

function refusal(found: readonly Found[]): Refused {
  const breaker = openBreaker(found) as OpenBreaker;
  return { refused: breakerReason(breaker), breaker };
}
