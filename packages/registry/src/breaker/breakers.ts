import type { AimPaths, Host } from '@aim/core';
import type { SecretsManager } from '@aim/secrets';
import type { OpenBreaker } from '../plan/open-breaker.js';
import type { ToolOnMachine } from '../plan/route-plan.js';
import type { Registry } from '../tools/build-registry.js';
import type { Tool } from '../tools/tool.js';
import { admit, type Admission, type Asked } from './admit.js';
import { domainsOf, type ToolDomain } from './domains.js';
import { notClosed, openBreaker } from './found-breaker.js';
import { noteAttempt, type Blamed, type EndedAttempt } from './note-attempt.js';
import type { BreakerState } from './state.js';
import { breakerStore, type BreakerStore } from './store.js';

/** What the breakers of a user are found with. */
export interface BreakerSources {
  host: Host;
  paths: Pick<AimPaths, 'state'>;
  registry: Registry;
  presence: ReadonlyMap<string, ToolOnMachine>;
  secrets: Pick<SecretsManager, 'listSecrets'>;
}

export interface BreakerOptions {
  /** The model that is asked for. */
  model?: string;
  /** From 0 up to 1; `Math.random` unless told. */
  random?: () => number;
}

/** The circuit breakers of a user during one command. */
export interface Breakers {
  /** For `RouteFacts.breakers`: what keeps a tool out or on trial, as it was when first asked. */
  find: (tool: string) => OpenBreaker | undefined;
  /** Asked right before an attempt: may it begin now? Takes the lease of what is on trial. */
  admit: (tool: Tool, asked: Asked) => Promise<Admission>;
  /** Told right after it. */
  note: (tool: Tool, ended: EndedAttempt) => Promise<Blamed | undefined>;
  /** What a user should know of their state, each thing once. */
  warnings: () => string[];
}

/** What the parts of this folder work with. */
export interface BreakerBook {
  store: BreakerStore;
  now: () => number;
  random: () => number;
  domains: (tool: Tool, state: BreakerState) => ToolDomain[];
}

/**
 * Opens the breakers without writing anything: that happens when a tool fails. An unreadable state
 * counts as closed and is told in `warnings`.
 */
export async function openBreakers(
  sources: BreakerSources,
  options: BreakerOptions = {},
): Promise<Breakers> {
  const book = await breakerBook(sources, options);
  const { store, now } = book;
  const found = new Map<string, OpenBreaker | undefined>();
  let state: BreakerState | undefined;
  const look = (id: string) => {
    const tool = sources.registry.tools.get(id);
    state ??= store.read();
    const { records } = state;
    // Which account a tool has is not asked for nothing.
    if (tool === undefined || Object.keys(records).length === 0) return undefined;
    return openBreaker(notClosed(book.domains(tool, state), records, now()));
  };
  return {
    find: (id) => {
      if (!found.has(id)) found.set(id, look(id));
      return found.get(id);
    },
    admit: (tool, asked) => admit(book, tool, asked),
    note: (tool, ended) => noteAttempt(book, tool, ended),
    warnings: store.warnings,
  };
}

export async function breakerBook(
  { host, paths, presence, secrets }: Omit<BreakerSources, 'registry'>,
  { model, random = Math.random }: BreakerOptions = {},
): Promise<BreakerBook> {
  const stored = new Map((await secrets.listSecrets()).map((each) => [each.name, each]));
  const storedNames = new Set(stored.keys());
  const facts = { host, stored, storedNames, presence, ...(model === undefined ? {} : { model }) };
  return {
    store: breakerStore(paths, host.now),
    now: () => host.now().getTime(),
    random,
    domains: (tool, { salt }) => domainsOf(tool, { ...facts, salt }),
  };
}
