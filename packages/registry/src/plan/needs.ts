import { costClasses, type CostClass } from '@aim/core';
import type { Tool } from '../tools/tool.js';
import type { RouteCandidate, RouteFacts } from './route-plan.js';

/** What a job needs of the tool that takes it. */
export interface RouteNeeds {
  model?: string;
  /** How many tokens the job has, at least about. */
  contextTokens?: number;
  /** The job may not leave this machine. */
  localOnly?: boolean;
  /** The most that it may cost. */
  maxCost?: CostClass;
  /** The tool has to have its key or login. */
  key?: boolean;
}

type Verdict = Pick<RouteCandidate, 'reason' | 'excludedBy'>;

/** The first need that a tool does not meet; undefined when it meets all. Pure. */
export function unmetNeed(tool: Tool, facts: RouteFacts): Verdict | undefined {
  for (const need of checks) {
    const verdict = need(tool, facts, facts.needs ?? {});
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

type Check = (tool: Tool, facts: RouteFacts, needs: RouteNeeds) => Verdict | undefined;

const checks: readonly Check[] = [isDown, isLocal, hasModel, hasContext, costsLittle, hasKey];

function isDown(tool: Tool, { down }: RouteFacts): Verdict | undefined {
  const reason = down?.(tool);
  return reason === undefined ? undefined : { reason, excludedBy: 'down' };
}

function isLocal(tool: Tool, { locality, unconfinable }: RouteFacts, { localOnly }: RouteNeeds) {
  if (localOnly !== true) return undefined;
  const where = locality?.(tool) ?? tool.locality;
  const reason = {
    local: unconfinable?.(tool),
    remote: 'its jobs leave this machine',
    unknown: 'nothing says that its jobs stay on this machine',
  }[where ?? 'unknown'];
  return reason === undefined ? undefined : ({ reason, excludedBy: 'local-only' } as const);
}

/** A tool that is named alone takes any model: then the user knows better than the list. */
function hasModel(tool: Tool, { only }: RouteFacts, { model }: RouteNeeds) {
  const { adapter, models } = tool;
  if (model === undefined) return undefined;
  if (adapter.kind === 'check' || (adapter.kind === 'headless' && !takesModel(adapter.headless))) {
    return { reason: `it cannot be told to use ${model}`, excludedBy: 'model' } as const;
  }
  if (only !== undefined || models.length === 0 || models.includes(model)) return undefined;
  return { reason: `it has not ${model}, but ${models.join(', ')}`, excludedBy: 'model' } as const;
}

function takesModel(headless: { modelArgs?: readonly string[] } | undefined): boolean {
  return (headless?.modelArgs ?? []).length > 0;
}

function hasContext({ contextTokens }: Tool, _: RouteFacts, needs: RouteNeeds) {
  const needed = needs.contextTokens;
  if (needed === undefined || contextTokens === undefined || needed <= contextTokens) {
    return undefined;
  }
  const reason = `its context of ${contextTokens} tokens is too small for ${needed}`;
  return { reason, excludedBy: 'context' } as const;
}

function costsLittle({ cost }: Tool, _: RouteFacts, { maxCost }: RouteNeeds) {
  if (maxCost === undefined) return undefined;
  if (cost === undefined) {
    return { reason: 'what it costs is not known', excludedBy: 'cost' } as const;
  }
  if (costClasses.indexOf(cost) <= costClasses.indexOf(maxCost)) return undefined;
  return { reason: `its cost is ${cost}, more than ${maxCost}`, excludedBy: 'cost' } as const;
}

function hasKey(tool: Tool, { keys }: RouteFacts, needs: RouteNeeds) {
  const state = keys?.(tool);
  if (state === 'lost' || (needs.key === true && state === 'absent')) {
    const names = tool.keys.map(({ env }) => env).join(' nor ');
    return { reason: `it has neither ${names} nor a login`, excludedBy: 'key' } as const;
  }
  return undefined;
}
