import { AimError } from '@aim/core';
import type { Tool } from '../tools/tool.js';
import { breakerBook, type BreakerSources } from './breakers.js';
import { notClosed, openBreaker } from './found-breaker.js';
import type { OpenBreaker } from '../plan/open-breaker.js';
import type { BreakerRecord } from './record.js';
import { breakerStore } from './store.js';

/** An open breaker, whoever depends on it. */
export type ListedBreaker = OpenBreaker;

/**
 * Every breaker that is not closed, from the state file alone: what health and status show. A hard
 * one counts as open, since what it waits for is not looked at. Writes nothing.
 *
 * @throws AimError `file.permission`
 */
export function listOpenBreakers({ paths, host }: Pick<BreakerSources, 'paths' | 'host'>): {
  breakers: ListedBreaker[];
  warnings: string[];
} {
  const store = breakerStore(paths, host.now);
  const breakers = listed(store.read().records, host.now().getTime());
  return { breakers, warnings: store.warnings() };
}

/**
 * Forgets what is known of a tool, of its account, its address and their models; or of everything.
 * Answers what was open.
 *
 * @throws AimError `lock.busy`, `file.permission`
 */
export async function resetBreakers(
  sources: Omit<BreakerSources, 'registry'>,
  { tool, dryRun = false }: { tool?: Tool; dryRun?: boolean },
): Promise<{ breakers: ListedBreaker[]; warnings: string[] }> {
  const { store, domains, now } = await breakerBook(sources);
  const chosen = (state: ReturnType<typeof store.read>) => {
    if (tool === undefined) return Object.entries(state.records);
    const keys = domains(tool, state).map(({ key }) => key);
    const models = keys.map((key) => `model:${key.slice(key.indexOf(':') + 1)}/`);
    return Object.entries(state.records).filter(
      ([key]) => keys.includes(key) || models.some((prefix) => key.startsWith(prefix)),
    );
  };
  const seen = store.read();
  const answer = listed(Object.fromEntries(chosen(seen)), now());
  if (dryRun || chosen(seen).length === 0) return { breakers: answer, warnings: store.warnings() };
  const updated = await store.update((state) => {
    const gone = new Set(chosen(state).map(([key]) => key));
    const kept = Object.entries(state.records).filter(([key]) => !gone.has(key));
    return { records: Object.fromEntries(kept), answer: undefined };
  });
  if (updated === undefined) {
    throw new AimError('lock.busy', 'Another AIM is changing the state of the circuit breakers', {
      hint: 'Wait a moment and try again',
    });
  }
  return { breakers: answer, warnings: store.warnings() };
}

function listed(records: Readonly<Record<string, BreakerRecord>>, now: number): ListedBreaker[] {
  return Object.entries(records).flatMap(([key, { domain, label, opening }]) => {
    const proof = () => opening?.proof ?? null;
    return openBreaker(notClosed([{ key, domain, label, proof }], records, now)) ?? [];
  });
}
