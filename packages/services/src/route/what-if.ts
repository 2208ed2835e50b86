import { AimError, didYouMean } from '@aim/core';
import {
  findTool,
  planWithBreakers,
  type Registry,
  type RouteFacts,
  type RoutePlan,
  type Tool,
  type ToolOnMachine,
} from '@aim/registry';
import type { AimContext } from '../context.js';
import { breakersNow } from '../facts/breakers-now.js';
import { routeFacts, type RouteWishes } from '../facts/route-facts.js';
import type { ToolFacts } from '../facts/tool-facts.js';
import { parseConditions, type Conditions } from './conditions.js';

/** A plan under other conditions, and what of it is different. */
export interface WhatIf extends RoutePlan {
  conditions: readonly string[];
  /** Every tool whose place or exclusion is another one. */
  changes: RouteChange[];
}

export interface RouteChange {
  tool: string;
  before: Place;
  after: Place;
}

type Place = { rank: number | null; reason: string };

/**
 * The plan that there would be under the conditions, beside the one that there is.
 *
 * @throws AimError `usage.invalid`, `usage.unknown_tool`
 */
export async function whatIf(
  context: AimContext,
  known: ToolFacts,
  {
    capability,
    conditions: texts,
    wishes,
    plan,
  }: {
    capability: string;
    conditions: readonly string[];
    wishes: RouteWishes;
    plan: RoutePlan;
  },
): Promise<WhatIf> {
  const conditions = parseConditions(texts);
  const { registry } = known;
  const changed = { ...wishes, seed: plan.strategy.seed, ...conditions.wishes };
  const facts = await routeFacts(context, known, changed);
  const changedTo = changedRegistry(registry, capability, conditions);
  const other = planWithBreakers(changedTo, capability, {
    ...facts,
    breakers: (await breakersNow(context, known, changed)).find,
    presence: changedPresence(registry, known, conditions),
    keys: changedKeys(known, conditions),
    down: downBy(registry, facts, conditions),
  });
  return { ...other, conditions: texts, changes: changesOf(plan, other) };
}

function changedRegistry(registry: Registry, capability: string, { chain }: Conditions): Registry {
  const definition = registry.capabilities.get(capability);
  if (chain === undefined || definition === undefined) return registry;
  const capabilities = new Map(registry.capabilities);
  capabilities.set(capability, { ...definition, configuredChain: [...new Set(chain)] });
  return { ...registry, capabilities };
}

function changedPresence(registry: Registry, known: ToolFacts, { tools }: Conditions) {
  const presence = new Map<string, ToolOnMachine>(known.presence);
  for (const [name, condition] of tools) {
    const { id, binaries } = findTool(registry, name, known.withheld);
    const path = presence.get(id)?.path ?? binaries[0] ?? id;
    if (condition === 'absent') presence.delete(id);
    if (condition === 'installed') presence.set(id, { version: null, installed: true, path });
  }
  return presence;
}

/** A key that is thought away is gone for good: the reason why `absent` keeps nobody out is not there. */
function changedKeys(known: ToolFacts, { keys }: Conditions): NonNullable<RouteFacts['keys']> {
  return (tool: Tool) => {
    const before = known.keys(tool);
    const after = known.keyOf(tool, keys);
    if (after === 'login') return 'present';
    return after === 'absent' && before === 'present' ? 'lost' : after;
  };
}

function downBy(registry: Registry, facts: RouteFacts, { tools, accountsDown }: Conditions) {
  const accountsOf = (tool: Tool) => facts.accounts?.(tool) ?? [];
  const down = [...tools].filter(([, condition]) => condition === 'down');
  const ids = new Set(down.map(([name]) => findTool(registry, name, facts.withheld).id));
  const all = new Set([...registry.tools.values()].flatMap(accountsOf));
  for (const account of accountsDown) if (!all.has(account)) throw unknownAccount(account, all);
  return (tool: Tool): string | undefined => {
    if (ids.has(tool.id)) return 'what if it is down';
    const accounts = accountsOf(tool);
    const isDown = accounts.length > 0 && accounts.every((each) => accountsDown.has(each));
    return isDown ? `what if account ${accounts.join(' and ')} is down` : undefined;
  };
}

function unknownAccount(account: string, all: ReadonlySet<string>): AimError {
  const near = didYouMean(account, all);
  return new AimError(
    'usage.invalid',
    `--what-if account:${account}=down: no tool has this account${near === undefined ? '' : `; ${near}`}`,
    { hint: `There are: ${[...all].sort().join(', ')}` },
  );
}

function changesOf(before: RoutePlan, after: RoutePlan): RouteChange[] {
  const old = new Map(before.candidates.map((each) => [each.tool, each]));
  return after.candidates.flatMap(({ tool, rank, reason, excludedBy }): RouteChange[] => {
    const was = old.get(tool);
    if (was !== undefined && was.rank === rank && was.excludedBy === excludedBy) return [];
    const place = { rank: was?.rank ?? null, reason: was?.reason ?? 'not in the chain' };
    return [{ tool, before: place, after: { rank, reason } }];
  });
}
