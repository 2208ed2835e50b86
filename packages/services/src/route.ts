import { planWithBreakers, type RoutePlan } from '@aim/registry';
import type { AimContext } from './context.js';
import { breakersNow } from './facts/breakers-now.js';
import { routeFacts, type RouteWishes } from './facts/route-facts.js';
import { gatherToolFacts, type ToolFacts } from './facts/tool-facts.js';
import type { WhatIf } from './route/what-if.js';

export interface RouteRequest extends RouteWishes {
  capability: string;
  /** Conditions that are to be thought of as true, such as `codex=down`. */
  whatIf?: readonly string[];
}

export interface Route extends RoutePlan {
  /** The plan under other conditions, where some were named. */
  whatIf?: WhatIf;
}

/**
 * Which tools would take a capability, in which order and why; runs nothing.
 *
 * @throws AimError `usage.unknown_capability`, `usage.unknown_tool`, `usage.invalid`
 */
export async function route(context: AimContext, request: RouteRequest): Promise<Route> {
  const { capability, whatIf: conditions = [], ...wishes } = request;
  const known = await gatherToolFacts(context, context.jobRegistry);
  const [plan] = (await plansOf(context, known, { capabilities: [capability], wishes })) as [Route];
  if (conditions.length === 0) return plan;
  const { whatIf } = await import('./route/what-if.js');
  return {
    ...plan,
    whatIf: await whatIf(context, known, { capability, conditions, wishes, plan }),
  };
}

/** Where every capability would go now, by one look at the machine; runs nothing. */
export async function listRoutes(context: AimContext): Promise<RoutePlan[]> {
  const known = await gatherToolFacts(context, context.jobRegistry);
  const capabilities = [...known.registry.capabilities.keys()];
  return plansOf(context, known, { capabilities, wishes: {} });
}

async function plansOf(
  context: AimContext,
  known: ToolFacts,
  { capabilities, wishes }: { capabilities: readonly string[]; wishes: RouteWishes },
): Promise<RoutePlan[]> {
  const breakers = await breakersNow(context, known, wishes);
  const facts = { ...(await routeFacts(context, known, wishes)), breakers: breakers.find };
  const plans = capabilities.map((each) => planWithBreakers(known.registry, each, facts));
  for (const message of breakers.warnings()) {
    context.notify({ id: 'breakers.state', severity: 'warn', message });
  }
  return plans;
}
