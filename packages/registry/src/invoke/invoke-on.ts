import { runCaptured, type GrantedPermission } from '@aim/core';
import { resolve } from 'node:path';
import { planRoute } from '../plan/plan-route.js';
import type { RouteFacts } from '../plan/route-plan.js';
import type { Payload } from './adapter.js';
import { invokeRoute } from './dispatch.js';
import type { InvokeEvent } from './request.js';
import type { InvokeResult } from './result.js';
import { toolEnvironment, type EnvironmentSources } from './tool-environment.js';

/** What a job is planned from and run with. */
export type InvokeSources = EnvironmentSources & Pick<RouteFacts, 'presence' | 'keys' | 'withheld'>;

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
  const plan = planRoute(registry, job.capability, { ...sources, permission, ...only });
  const cwd = resolve(host.cwd, job.cwd ?? '');
  return invokeRoute(
    { ...job, plan, permission, cwd },
    {
      ...sources,
      run: runCaptured,
      fetch: globalThis.fetch,
      environmentFor: (each) => toolEnvironment(each, sources),
      ...(onEvent === undefined ? {} : { onEvent }),
    },
  );
}
