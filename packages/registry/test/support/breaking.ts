import { hostname } from 'node:os';
import type { AimPaths, CatalogueTool, Host, ProcessMark } from '@aim/core';
import { admit, type Admission } from '../../src/breaker/admit.js';
import { breakerBook, openBreakers, type BreakerBook } from '../../src/breaker/breakers.js';
import { noteAttempt, type Blamed } from '../../src/breaker/note-attempt.js';
import type { ErrorClass } from '../../src/classify/error-classes.js';
import { planWithBreakers } from '../../src/plan/plan-with-breakers.js';
import type { RoutePlan } from '../../src/plan/route-plan.js';
import { catalogueTool, presenceOf, registryOf, testHost } from './machine.js';

/** A process that ended long ago. */
export const deadProcess: ProcessMark = { pid: 2 ** 22 + 7, host: hostname(), startedAt: '1' };

/** Tools, a folder for their breakers, and a clock that a test sets. Jitter is nil. */
export interface Breaking {
  folder: string;
  paths: Pick<AimPaths, 'state'>;
  clock: { now: number };
  host: Host;
  tool: (id: string) => import('../../src/tools/tool.js').Tool;
  /** As a new process sees them. */
  book: (model?: string) => Promise<BreakerBook>;
  plan: (permission?: 'read-only' | 'workspace-write') => Promise<RoutePlan>;
  admit: (id: string, forced?: boolean) => Promise<Admission>;
  /** An attempt from its admission to its end, in a process of its own. */
  attempt: (id: string, how: ErrorClass | 'ok', more?: Failing) => Promise<Blamed | undefined>;
}

export interface Failing {
  retryAfterMs?: number;
  clock?: 'start' | 'idle';
  started?: boolean;
  forced?: boolean;
  model?: string;
}

export function breaking(
  folder: string,
  tools: readonly CatalogueTool[],
  { env, stored = {} }: { env?: Host['env']; stored?: Readonly<Record<string, string>> } = {},
): Breaking {
  const registry = registryOf(tools);
  const clock = { now: Date.UTC(2026, 0, 1) };
  const host = { ...testHost(folder, env), now: () => new Date(clock.now) };
  const paths = { state: `${folder}/state` };
  const programs = Object.fromEntries(tools.map(({ id }) => [id, `/bin/${id}`]));
  const presence = presenceOf(programs);
  const secrets = {
    listSecrets: () =>
      Promise.resolve(
        Object.entries(stored).map(([name, fingerprint]) => ({ name, fingerprint }) as never),
      ),
  };
  const sources = { host, paths, registry, presence, secrets };
  const random = () => 0.5;
  const tool = (id: string) => registry.tools.get(id) as never;
  const book = (model?: string) =>
    breakerBook(sources, { random, ...(model === undefined ? {} : { model }) });
  const asked = (forced: boolean) => ({ attemptMs: 1000, forced, isTired: () => false });
  return {
    folder,
    paths,
    clock,
    host,
    tool,
    book,
    plan: async (permission = 'read-only') => {
      const { find } = await openBreakers(sources);
      return planWithBreakers(registry, 'chat', { presence, permission, breakers: find });
    },
    admit: async (id, forced = false) => admit(await book(), tool(id), asked(forced)),
    attempt: async (id, how, { forced = false, model, started = true, ...more } = {}) => {
      const admitted = await admit(await book(model), tool(id), asked(forced));
      if ('refused' in admitted) throw new Error(`${id} was refused: ${admitted.refused}`);
      clock.now += 1;
      const failed = { class: how as ErrorClass, started, ...more };
      const ended = how === 'ok' ? { admitted } : { admitted, failed };
      return noteAttempt(await book(model), tool(id), ended);
    },
  };
}

export function tools(...ids: string[]): CatalogueTool[] {
  return ids.map((id) => catalogueTool(id));
}
