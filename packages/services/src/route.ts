import { type GrantedPermission } from '@aim/core';
import { openBreakers, planWithBreakers, type RoutePlan } from '@aim/registry';
import type { AimContext } from './context.js';
import { gatherToolFacts } from './facts/tool-facts.js';

export interface RouteRequest {
  capability: string;
  /** What the tools may do to the workspace; read-only unless told. */
  permission?: GrantedPermission;
  /** Only this tool. */
  tool?: string;
}

/**
 * Which tools would take a capability, in which order and why; runs nothing.
 *
 * @throws AimError `usage.unknown_capability`, `usage.unknown_tool`
 */
export async function route(context: AimContext, request: RouteRequest): Promise<RoutePlan> {
  const facts = await gatherToolFacts(context, context.jobRegistry);
  const { host, paths } = context;
  const sources = { host, paths, ...facts, secrets: await context.secrets() };
  const breakers = await openBreakers(sources);
  const plan = planWithBreakers(facts.registry, request.capability, {
    ...facts,
    breakers: breakers.find,
    permission: request.permission ?? 'read-only',
    ...(request.tool === undefined ? {} : { only: request.tool }),
  });
  for (const message of breakers.warnings()) {
    context.notify({ id: 'breakers.state', severity: 'warn', message });
  }
  return plan;
}
