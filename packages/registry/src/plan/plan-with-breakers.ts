import type { Registry } from '../tools/build-registry.js';
import { planRoute } from './plan-route.js';
import type { RouteFacts, RoutePlan } from './route-plan.js';

/**
 * `planRoute`, and where circuit breakers keep everybody out, the one of them that recovers soonest
 * all the same: better a try that may fail than none. Never one that waits for a change, or until a
 * time that its service named. Pure.
 *
 * @throws AimError as `planRoute`
 */
export function planWithBreakers(
  registry: Registry,
  capability: string,
  facts: RouteFacts,
): RoutePlan {
  const plan = planRoute(registry, capability, facts);
  if (plan.chosen !== null) return plan;
  const [soonest] = plan.candidates
    .filter(({ excludedBy, breaker }) => excludedBy === 'breaker' && breaker?.forceable === true)
    .toSorted((a, b) => untilOf(a) - untilOf(b));
  if (soonest === undefined) return plan;
  return planRoute(registry, capability, { ...facts, forcedProbe: soonest.tool });
}

function untilOf({ breaker }: RoutePlan['candidates'][number]): number {
  return Date.parse(breaker?.until ?? '');
}
