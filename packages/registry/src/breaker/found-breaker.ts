import { processIsGone } from '@aim/core';
import type { OpenBreaker } from '../plan/open-breaker.js';
import type { ToolDomain } from './domains.js';
import type { BreakerRecord } from './record.js';
import { standingOf, type Standing } from './standing.js';

/** A failure domain of a tool that is not closed. */
export interface Found {
  domain: Pick<ToolDomain, 'key' | 'domain' | 'label' | 'proof'>;
  standing: Exclude<Standing, { state: 'closed' }>;
}

/** The domains that are not closed now. */
export function notClosed(
  domains: readonly Found['domain'][],
  records: Readonly<Record<string, BreakerRecord>>,
  now: number,
): Found[] {
  return domains.flatMap((domain) => {
    const facts = { now, proof: domain.proof, isGone: processIsGone };
    const standing = standingOf(records[domain.key], facts);
    return standing.state === 'closed' ? [] : [{ domain, standing }];
  });
}

/** What all of these together mean for their tool: the one that keeps it out longest, in words. */
export function openBreaker(found: readonly Found[]): OpenBreaker | undefined {
  const [worst] = found.toSorted((a, b) => severity(b) - severity(a) || untilOf(b) - untilOf(a));
  if (worst === undefined) return undefined;
  const { domain, standing } = worst;
  const { opening, state } = standing;
  const until = Math.max(...found.map(untilOf));
  return {
    domain: domain.domain,
    label: domain.label,
    state,
    kind: opening.kind,
    until: until === Infinity ? null : new Date(until).toISOString(),
    class: opening.class,
    openedBy: opening.by,
    openedAt: new Date(opening.at).toISOString(),
    forceable: found.every(({ standing: each }) => each.forceable),
  };
}

function untilOf({ standing }: Found): number {
  return standing.until ?? Infinity;
}

function severity({ standing }: Found): number {
  if (standing.until === null) return 4;
  if (standing.state === 'open' && !standing.forceable) return 3;
  return { busy: 2, open: 1, 'half-open': 0 }[standing.state];
}
