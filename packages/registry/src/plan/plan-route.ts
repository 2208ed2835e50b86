import { AimError, didYouMean, stripControls, type NoJobs } from '@aim/core';
import type { Registry } from '../tools/build-registry.js';
import type { CapabilityDefinition } from '../capabilities/capabilities.js';
import { nativeTool } from '../capabilities/answer-versions.js';
import { findTool } from '../tools/find-tool.js';
import { shownAddress } from '../tools/endpoint-address.js';
import { needsProgram, type Tool } from '../tools/tool.js';
import { untrustedWords, waitsForTrust } from '../tools/waits-for-trust.js';
import { chainDomains, sharedDomainWarning } from './failure-domains.js';
import { unmetNeed } from './needs.js';
import { grantFor } from './permission.js';
import { heedBreakers } from './open-breaker.js';
import type { RouteCandidate, RouteFacts, RoutePlan } from './route-plan.js';
import { orderTools } from './strategies.js';

type Verdict = Pick<RouteCandidate, 'reason' | 'excludedBy' | 'breaker'>;

/**
 * Plans who takes a job: the configured chain where there is one, and then nobody else; otherwise
 * the capability's default chain, then every other tool that registers the capability. A tool that
 * is named in a configured chain need not register the capability. Of these, the tools that are
 * there and meet the needs of the job, in the order of the strategy. Pure, finite, no tool twice.
 *
 * @throws AimError `usage.unknown_capability`, and `usage.unknown_tool` for `facts.only`; the hint is
 *   `aim trust` for what `facts.withheld` names
 */
export function planRoute(registry: Registry, capability: string, facts: RouteFacts): RoutePlan {
  const definition = definitionOf(registry, capability, facts);
  const wanted = wantedChain(registry, definition, facts);
  const isWanted = new Set(wanted);
  const others = [...registry.tools.keys()].filter((id) => !isWanted.has(id));
  const verdicts = new Map<string, Verdict>([
    ...wanted.map((id): [string, Verdict] => [id, judge(registry, id, facts)]),
    ...others.map((id): [string, Verdict] => [
      id,
      leftOut(registry.tools.get(id) as Tool, capability),
    ]),
  ]);
  const isEligible = (id: string) => verdicts.get(id)?.excludedBy === null;
  const name = facts.strategy ?? definition.strategy ?? 'ordered';
  const choice = { name, seed: facts.seed ?? 1, definition };
  const { order, scores, note } = orderTools(wanted.filter(isEligible), choice, {
    registry,
    facts,
  });
  const ranks = new Map(order.map((id, index) => [id, index + 1]));
  let next = 0;
  // Who is left out keeps the place that the chain gives it.
  const places = wanted.map((id) => (isEligible(id) ? (order[next++] as string) : id));
  const candidates = [...places, ...others].map((id): RouteCandidate => {
    const verdict = verdicts.get(id) as Verdict;
    const eligible = isEligible(id);
    const rank = ranks.get(id) ?? null;
    const reason = stripControls(verdict.reason);
    const score = (eligible ? scores.get(id) : undefined) ?? null;
    return { tool: id, eligible, rank, ...verdict, reason, score };
  });
  const domains = chainDomains(
    order.flatMap((id) => registry.tools.get(id) ?? []),
    facts.accounts,
  );
  const warning = sharedDomainWarning(domains);
  return {
    capability,
    chosen: order[0] ?? null,
    chain: order,
    candidates,
    strategy: { name, seed: choice.seed, note },
    failureDomains: domains,
    warnings: warning === undefined ? [] : [warning],
  };
}

function wantedChain(
  registry: Registry,
  definition: CapabilityDefinition,
  facts: RouteFacts,
): string[] {
  if (facts.only !== undefined) return [findTool(registry, facts.only, facts.withheld).id];
  if (definition.configuredChain !== undefined) return [...new Set(definition.configuredChain)];
  const registers = (id: string) => registry.tools.get(id)?.capabilities.includes(definition.id);
  const chain = definition.defaultChain.filter(registers);
  const native = definition.native === true ? [nativeTool] : [];
  return [...new Set([...native, ...chain, ...[...registry.tools.keys()].filter(registers)])];
}

function definitionOf(registry: Registry, capability: string, facts: RouteFacts) {
  const definition = registry.capabilities.get(capability);
  if (definition === undefined) throw unknownCapability(registry, capability, facts);
  return definition;
}

function unknownCapability(
  registry: Registry,
  capability: string,
  { withheld }: RouteFacts,
): AimError {
  const code = 'usage.unknown_capability';
  if (waitsForTrust('capabilities', capability, withheld)) {
    return new AimError(code, `No capability ${capability} is known: ${untrustedWords}`, {
      hint: 'aim trust',
      details: { capability },
    });
  }
  const near = didYouMean(capability, registry.capabilities.keys());
  return new AimError(
    code,
    `No capability ${capability} is known${near === undefined ? '' : `; ${near}`}`,
    { hint: 'aim tools capabilities', details: { capability } },
  );
}

function judge(registry: Registry, id: string, facts: RouteFacts): Verdict {
  const tool = registry.tools.get(id);
  if (tool === undefined && id === nativeTool) {
    return { reason: 'AIM answers by itself', excludedBy: null };
  }
  if (tool === undefined) {
    if (waitsForTrust('tools', id, facts.withheld)) {
      return { reason: `${untrustedWords}: aim trust`, excludedBy: 'not-registered' };
    }
    const near = didYouMean(id, registry.tools.keys());
    const reason = `no tool of this name is registered${near === undefined ? '' : `; ${near}`}`;
    return { reason, excludedBy: 'not-registered' };
  }
  if (tool.adapter.kind === 'none') {
    return { reason: whyNoJobs(tool), excludedBy: 'no-adapter' };
  }
  const granted = grantFor(tool, facts.permission);
  if (granted === undefined) {
    const reason = `it cannot promise ${facts.permission} or less`;
    return { reason, excludedBy: 'permission' };
  }
  const there = facts.presence.get(id);
  if (needsProgram(tool) && (there?.installed !== true || there.path === null)) {
    return { reason: 'not installed', excludedBy: 'not-installed' };
  }
  const unmet = unmetNeed(tool, facts);
  if (unmet !== undefined) return unmet;
  const limits = granted.mode === facts.permission ? '' : `, as ${granted.mode}`;
  const keys = facts.keys?.(tool) === 'absent' ? ', no key is stored for it' : '';
  const reason = `${whereItIs(tool, there)}${limits}${keys}`;
  return heedBreakers(id, facts, { reason, excludedBy: null });
}

function whyNoJobs({ noJobs }: Tool): string {
  return noJobs === undefined ? 'AIM does not know how to give it a job' : noJobsWords[noJobs];
}

const noJobsWords: Record<NoJobs, string> = {
  'no-prompt': 'AIM knows no way to hand it one prompt',
  'not-read-only': 'AIM knows no way to keep it to reading',
  cloud: 'it works in the cloud and answers later',
  server: 'it is a server: its endpoint has to be configured',
  'no-model': 'it talks to no model',
  retired: 'its makers gave it up',
};

function whereItIs(tool: Tool, there: { path: string | null; version: string | null } | undefined) {
  if (tool.adapter.kind === 'http') return `asked at ${shownAddress(tool.adapter.endpoint.url)}`;
  if (tool.adapter.kind === 'script') return `through ${tool.adapter.script}`;
  const version = there?.version === null ? '' : ` ${there?.version}`;
  return `installed${version} at ${there?.path}`;
}

function leftOut(tool: Tool, capability: string): Verdict {
  if (tool.capabilities.includes(capability)) {
    return { reason: 'not in the chain that was asked for', excludedBy: 'not-in-chain' };
  }
  return { reason: `does not register ${capability}`, excludedBy: 'capability' };
}
