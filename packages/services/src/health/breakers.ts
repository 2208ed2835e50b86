import type { CheckFinding, HealthCheck } from '@aim/environment';
import { breakerReason, listOpenBreakers, type OpenBreaker } from '@aim/registry';
import type { AimContext } from '../context.js';
import { breakersNow } from '../facts/breakers-now.js';
import { gatherToolFacts } from '../facts/tool-facts.js';

/** What keeps tools from getting jobs for a while, so that nobody wonders who does. */
export function breakersCheck(context: AimContext): HealthCheck {
  return {
    id: 'breakers',
    group: 'services',
    title: 'Tools left alone',
    description:
      'No circuit breaker keeps a tool from jobs: warns of one that waits until its key or program changes, mentions others. Asks no tool.',
    run: async () => {
      const { breakers: listed, warnings } = listOpenBreakers(context);
      const told = warnings.map((message): CheckFinding => ({ status: 'warn', message }));
      const open = listed.length === 0 ? [] : await stillOpen(context, listed);
      const findings = [...told, ...open.map(finding)];
      if (findings.length > 0) return findings;
      return [{ status: 'ok', message: 'No tool is left alone' }];
    },
  };
}

/** A hard one is over as soon as what it waits for has changed, which the list does not look at. */
async function stillOpen(
  context: AimContext,
  listed: readonly OpenBreaker[],
): Promise<OpenBreaker[]> {
  const facts = await gatherToolFacts(context);
  const { find } = await breakersNow(context, facts, {});
  const found = [...facts.registry.tools.keys()].flatMap((id) => find(id) ?? []);
  const isFound = ({ domain, label }: OpenBreaker) =>
    found.some((each) => each.domain === domain && each.label === label);
  return listed.filter((each) => each.kind !== 'hard' || isFound(each));
}

function finding(breaker: OpenBreaker): CheckFinding {
  const { openedBy, kind } = breaker;
  return {
    status: kind === 'hard' ? 'warn' : 'info',
    message: `${openedBy}: ${breakerReason(breaker)}`,
    tool: openedBy,
    fix: `aim tools reset ${openedBy}`,
  };
}
