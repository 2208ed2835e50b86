import { runCaptured, type GrantedPermission } from '@aim/core';
import { resolve } from 'node:path';
import { openBreakers, type BreakerSources } from '../breaker/breakers.js';
import { planWithBreakers } from '../plan/plan-with-breakers.js';
import type { RouteFacts } from '../plan/route-plan.js';
import type { Clocks } from '../classify/failure.js';
import type { Payload } from './adapter.js';
import { invokeRoute } from './dispatch.js';
import type { InvokeEvent } from './request.js';
import type { InvokeResult } from './result.js';
import { toolEnvironment, type EnvironmentSources } from './tool-environment.js';

/** What a job is planned from and run with. */
export type InvokeSources = EnvironmentSources &
  Pick<BreakerSources, 'paths'> &
  Pick<RouteFacts, 'presence' | 'keys' | 'withheld'>;

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
  /** Asks the running tool to end. */
  signal?: AbortSignal;
  /** Ends it at once. */
  kill?: AbortSignal;
  onEvent?: (event: InvokeEvent) => void;
}

/**
 * Plans a job and gives it to the tools on the real processes and network. What tools do wrong is
 * told in the result. The audit is the caller's.
 *
 * @throws AimError `usage.unknown_capability`, `usage.unknown_tool`
 */
export async function invokeOn(
  sources: InvokeSources,
  { tool, permission = 'read-only', onEvent, ...job }: Job,
): Promise<InvokeResult> {
  const { host, registry } = sources;
  const only = tool === undefined ? {} : { only: tool };
  const { model } = job;
  const breakers = await openBreakers(sources, model === undefined ? {} : { model });
  const facts = { ...sources, permission, ...only, breakers: breakers.find };
  const plan = planWithBreakers(registry, job.capability, facts);
  const cwd = resolve(host.cwd, job.cwd ?? '');
  return invokeRoute(
    { ...job, plan, permission, cwd },
    {
      ...sources,
      run: runCaptured,
      fetch: globalThis.fetch,
      breakers,
      environmentFor: (each) => toolEnvironment(each, sources),
      ...(onEvent === undefined ? {} : { onEvent }),
    },
  );
}
