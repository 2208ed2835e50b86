import { isAimError } from '@aim/core';
import type { Tool } from '../tools/tool.js';
import type { Admitted } from './admit.js';
import type { BreakerBook } from './breakers.js';
import { blamed, type ToolDomain } from './domains.js';
import { blameFor, type Blame, type Effect, type FailedAttempt } from './effects.js';
import { retryBudget } from './numbers.js';
import { withNotes, type BreakerState, type Note } from './state.js';
import type { BreakerEvent } from './transition.js';

export interface EndedAttempt {
  admitted: Admitted;
  /** Undefined for an attempt that brought an answer. */
  failed?: FailedAttempt & { retryAfterMs?: number };
}

/** Whose fault a failure was. */
export interface Blamed {
  /** The key of the failure domain. */
  key: string;
  /** Whether the retry budget of its account allows that it is tried again. */
  mayRetry: boolean;
}

/** Puts the outcome of an attempt into the records of everything that it depended on. */
export async function noteAttempt(
  book: BreakerBook,
  tool: Tool,
  ended: EndedAttempt,
): Promise<Blamed | undefined> {
  const { store } = book;
  const moment = { at: book.now(), random: book.random() };
  const notesFor = (state: BreakerState) =>
    eventsOf(book.domains(tool, state), tool, ended).map((each): Note => ({ ...each, ...moment }));
  const seen = store.read();
  const notes = notesFor(seen);
  if (notes.every((note) => changesNothing(note, seen))) return undefined;
  try {
    const updated = await store.update((state) => ({
      records: withNotes(state.records, notesFor(state)),
      answer: undefined,
    }));
    if (updated === undefined) store.jot(notes);
  } catch (error) {
    if (!isAimError(error)) throw error;
    store.warn(error.message);
  }
  return blamedNow(book, tool, ended);
}

type Happened = Omit<Note, 'at' | 'random'>;

function eventsOf(
  domains: readonly ToolDomain[],
  tool: Tool,
  { admitted, failed }: EndedAttempt,
): Happened[] {
  const { startedAt, lease } = admitted;
  const ended = { startedAt, lease };
  const blame = failed === undefined ? undefined : blameFor(failed);
  const guilty = blame === undefined ? undefined : blamed(domains, blame.on);
  const payer = blamed(domains, 'account');
  return domains.map((domain) => {
    const { key, label } = domain;
    const name = { key, label, domain: domain.domain };
    if (failed === undefined) return { ...name, event: { type: 'success', ...ended } };
    const isGuilty = domain === guilty;
    if (blame === undefined || (!isGuilty && domain !== payer)) {
      return { ...name, event: { type: 'nothing', ...ended } };
    }
    const event: BreakerEvent = {
      type: 'failure',
      ...ended,
      effect: isGuilty ? effectOn(domain, blame) : 'spend',
      class: failed.class,
      by: tool.id,
      retryAfterMs: isGuilty ? waitOf(blame, failed.retryAfterMs) : null,
      proof: isGuilty ? domain.proof() : null,
      spends: domain === payer,
    };
    return { ...name, event };
  });
}

/** A credential that AIM cannot see cannot be seen to change either. */
function effectOn({ domain }: ToolDomain, { on, effect }: Blame): Effect {
  return effect === 'hard' && domain !== on ? 'limit' : effect;
}

function waitOf({ effect }: Blame, retryAfterMs: number | undefined): number | null {
  return effect === 'hard' ? null : (retryAfterMs ?? null);
}

function changesNothing({ key, event }: Note, { records }: BreakerState): boolean {
  const record = records[key];
  if (event.type === 'nothing') return event.lease === null || !record?.lease;
  return event.type === 'success' && record === undefined;
}

function blamedNow(book: BreakerBook, tool: Tool, { failed }: EndedAttempt): Blamed | undefined {
  const blame = failed === undefined ? undefined : blameFor(failed);
  if (blame === undefined) return undefined;
  const state = book.store.read();
  const domains = book.domains(tool, state);
  const tokens = state.records[blamed(domains, 'account').key]?.tokens ?? retryBudget.full;
  return { key: blamed(domains, blame.on).key, mayRetry: tokens > retryBudget.retryFloor };
}
