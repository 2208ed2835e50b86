import { runCaptured, type GrantedPermission } from '@aim/core';
import { resolve } from 'node:path';
import { openBreakers, type BreakerSources, type Breakers } from '../breaker/breakers.js';
import { openPlaces } from '../running/places.js';
import { planWithBreakers } from '../plan/plan-with-breakers.js';
import type { RouteFacts, RouteOptions, RoutePlan } from '../plan/route-plan.js';
import type { Clocks } from '../classify/failure.js';
import type { Payload } from './adapter.js';
import { invokeRoute } from './dispatch.js';
import type { InvokeEvent } from './events.js';
import type { InvokeResult } from './result.js';
import { toolEnvironment, type EnvironmentSources } from './tool-environment.js';

/** What a job is planned from and run with. */
export type InvokeSources = EnvironmentSources &
  Pick<BreakerSources, 'paths'> &
  Pick<RouteFacts, 'presence' | 'keys' | 'withheld'> &
  RouteOptions;

export interface Job {
  capability: string;
  payload: Payload;
  /** Only this tool, by id or name; no fallback. */
  tool?: string;
  /** `read-only` unless told. */
  permission?: GrantedPermission;
  model?: string;
  /** For all attempts together, in ms; 600,000 unless told. */
  deadlineMs?: number;
  /** How long an attempt may be silent; 120 s before its first byte and between two, unless told. */
  clocks?: Clocks;
  /** The host's unless told. */
  cwd?: string;
  /**
   * What a tool has changed that then failed is put back, and the next one has its turn: for a
   * folder in a git repository. Otherwise the chain ends there.
   */
  restore?: boolean;
  /** Asks the running tool to end. */
  signal?: AbortSignal;
  /** Ends it at once. */
  kill?: AbortSignal;
  /** Somebody looks on: what tools say is told by events while it comes. */
  isWatched?: boolean;
  onEvent?: (event: InvokeEvent) => void;
}

/** Who takes a job, and the circuit breakers by which that was decided. */
export interface PlannedJob {
  plan: RoutePlan;
  breakers: Breakers;
}

/**
 * Plans a job for now.
 *
 * @throws AimError `usage.unknown_capability`, `usage.unknown_tool`
 */
export async function planJob(
  sources: InvokeSources,
  { capability, tool, permission = 'read-only', model }: Job,
): Promise<PlannedJob> {
  const only = tool === undefined ? {} : { only: tool };
  const breakers = await openBreakers(sources, model === undefined ? {} : { model });
  const running = openPlaces(sources.paths).count;
  const facts = { running, ...sources, permission, ...only, breakers: breakers.find };
  return { plan: planWithBreakers(sources.registry, capability, facts), breakers };
}

/**
 * Gives a planned job to the tools on the real processes and network. What tools do wrong is told
 * in the result. The audit is the caller's.
 */
export async function invokeOn(
  sources: InvokeSources,
  { tool: _, permission = 'read-only', onEvent, ...job }: Job,
  { plan, breakers }: PlannedJob,
): Promise<InvokeResult> {
  const cwd = resolve(sources.host.cwd, job.cwd ?? '');
  return invokeRoute(
    { ...job, plan, permission, cwd, localOnly: sources.needs?.localOnly === true },
    {
      ...sources,
      run: runCaptured,
      fetch: globalThis.fetch,
      breakers,
      places: openPlaces(sources.paths),
      environmentFor: (each) => toolEnvironment(each, sources),
      ...(onEvent === undefined ? {} : { onEvent }),
    },
  );
}
