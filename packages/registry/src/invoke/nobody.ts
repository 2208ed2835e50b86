import type { Failure } from '../classify/failure.js';
import { breakerReason } from '../plan/open-breaker.js';
import type { RoutePlan } from '../plan/route-plan.js';

/** Why a plan has no tool for a job; with the time until one may be there again, where it is known. */
export function nobodyFor({ capability, candidates }: RoutePlan, now: number): Failure {
  const message = `No tool can take ${capability} now`;
  const action = `aim route ${capability}`;
  const resting = candidates.flatMap(({ tool, excludedBy, breaker }) =>
    excludedBy === 'breaker' && breaker !== undefined ? [{ tool, breaker }] : [],
  );
  const reasons = resting.map(({ tool, breaker }) => `${tool}: ${breakerReason(breaker)}`);
  const waits = resting.flatMap(({ breaker: { until } }) =>
    until === null ? [] : [Math.max(0, Date.parse(until) - now)],
  );
  if (resting.length === 0) return { class: 'FAILED_PRECONDITION', message, action };
  return {
    class: waits.length === 0 ? 'FAILED_PRECONDITION' : 'UNAVAILABLE',
    message: `${message}: ${reasons.join('; ')}`,
    action,
    ...(waits.length === 0 ? {} : { retryAfterMs: Math.min(...waits) }),
  };
}

const passedOver = { eligible: false, excludedBy: 'breaker', score: null } as const;

/** The plan without a tool that was passed over when its turn came. */
export function withoutTool(
  plan: RoutePlan,
  id: string,
  { refused, breaker }: { refused: string; breaker?: RoutePlan['candidates'][number]['breaker'] },
): RoutePlan {
  const chain = plan.chain.filter((each) => each !== id);
  const candidates = plan.candidates.map((each) =>
    each.tool === id ? { ...each, ...passedOver, reason: refused, breaker } : each,
  );
  const ranked = candidates.map(({ breaker: open, ...each }) => ({
    ...each,
    rank: each.eligible ? chain.indexOf(each.tool) + 1 : null,
    ...(open === undefined ? {} : { breaker: open }),
  }));
  return { ...plan, chosen: chain[0] ?? null, chain, candidates: ranked };
}
