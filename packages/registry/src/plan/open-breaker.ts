import type { ErrorClass } from '../classify/error-classes.js';
import type { FailureDomain } from '../breaker/record.js';
import type { RouteCandidate, RouteFacts } from './route-plan.js';

/** Why a tool is left alone for a while, or tried with care. Plain data; times are RFC 3339 in UTC. */
export interface OpenBreaker {
  domain: FailureDomain;
  /** The tool, the variables of the key, the address or the model that failed; never a value. */
  label: string;
  /** `half-open`: the time is over, one attempt may try it. `busy`: another attempt is trying it. */
  state: 'open' | 'half-open' | 'busy';
  /**
   * `soft`: AIM guesses how long. `told`: the service named the time. `hard`: until the program or
   * the credential is another one, or `aim tools reset`.
   */
  kind: 'soft' | 'told' | 'hard';
  /** Null for a hard one. */
  until: string | null;
  /** What opened it. */
  class: ErrorClass;
  /** The tool whose failure opened it. */
  openedBy: string;
  openedAt: string;
  /** Whether it may be tried before its time, where there is nothing else. */
  forceable: boolean;
}

type Verdict = Pick<RouteCandidate, 'reason' | 'excludedBy' | 'breaker'>;

/** The verdict on a tool that is eligible otherwise, with what its circuit breakers say. Pure. */
export function heedBreakers(id: string, facts: RouteFacts, verdict: Verdict): Verdict {
  const breaker = facts.breakers?.(id);
  if (breaker === undefined) return verdict;
  const why = breakerReason(breaker);
  if (facts.forcedProbe === id) {
    return {
      ...verdict,
      reason: `${verdict.reason}, tried since all else is out: ${why}`,
      breaker,
    };
  }
  if (breaker.state === 'half-open') {
    return { ...verdict, reason: `${verdict.reason}, on trial: ${why}`, breaker };
  }
  return { reason: why, excludedBy: 'breaker', breaker };
}

/** In words, as a part of a sentence. */
export function breakerReason({ domain, label, state, until, openedBy, ...rest }: OpenBreaker) {
  const whose = domain === 'tool' ? '' : ` of ${domain} ${label}`;
  const cause = `${rest.class}${whose}, seen by ${openedBy}`;
  if (state === 'busy') return `another attempt is trying it after ${cause}`;
  if (until === null) return `left alone after ${cause}, until that changes`;
  return `left alone until ${until.replace(/\.\d+Z$/, 'Z')} after ${cause}`;
}
