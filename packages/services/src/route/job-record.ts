import { grantedPermissions, costClasses, routeStrategies } from '@aim/core';
import type { Attempt, InvokeResult } from '@aim/registry';
import type { RouteWishes } from '../facts/route-facts.js';
import type { ToolFacts } from '../facts/tool-facts.js';

/**
 * What the audit log keeps of how a job was planned, so that it can be planned again by another
 * configuration: what was asked for, what the machine held, and what came out. No prompt, no path.
 */
export interface PlanRecord {
  wishes: RouteWishes;
  chain: readonly string[];
  strategy: InvokeResult['route']['strategy'];
  /** The tools that were there. */
  installed: readonly string[];
  /** Of these, the ones without key or login. */
  withoutKey: readonly string[];
  /** The tools that were left alone, whatever the configuration. */
  leftAlone: readonly string[];
}

export function planRecord(
  { route }: InvokeResult,
  { registry, presence, keys }: ToolFacts,
  wishes: RouteWishes,
): PlanRecord {
  const installed = [...presence].filter(([, each]) => each.installed).map(([id]) => id);
  return {
    wishes: wishesOf(wishes),
    chain: route.chain,
    strategy: route.strategy,
    installed,
    withoutKey: installed.filter((id) => {
      const tool = registry.tools.get(id);
      return tool !== undefined && keys(tool) === 'absent';
    }),
    leftAlone: route.candidates
      .filter(({ excludedBy }) => (excludedBy as string | null) === 'breaker')
      .map(({ tool }) => tool),
  };
}

/** One attempt, with what the plan said of its tool. */
export function attemptRecord(attempt: Attempt, { route }: InvokeResult) {
  const { tool, version, outcome, probe, error, startedAt, durationMs } = attempt;
  return {
    tool,
    version,
    reason: route.candidates.find((each) => each.tool === tool)?.reason ?? null,
    startedAt,
    durationMs,
    outcome,
    probe,
    class: error?.class ?? null,
  };
}

function wishesOf(wishes: RouteWishes): RouteWishes {
  const { permission, tool, model, contextTokens, localOnly } = wishes;
  const { maxCost, requireKey, strategy } = wishes;
  const all = { permission, tool, model, contextTokens, localOnly, maxCost, requireKey, strategy };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** The record as it comes back; undefined for one that does not hold enough. */
export function readPlanRecord(value: unknown): PlanRecord | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { wishes, chain, strategy, installed, withoutKey, leftAlone } =
    value as Partial<PlanRecord>;
  const lists = [chain, installed, withoutKey, leftAlone];
  if (!lists.every(isNames) || typeof strategy?.seed !== 'number' || !isWishes(wishes)) {
    return undefined;
  }
  return value as PlanRecord;
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

// The log is a file of the user's, which may hold anything by now.
function isWishes(value: unknown): value is RouteWishes {
  if (typeof value !== 'object' || value === null) return false;
  const wishes = value as Record<string, unknown>;
  const oneOf = (name: string, allowed: readonly string[]) =>
    wishes[name] === undefined || allowed.includes(wishes[name] as string);
  const isA = (name: string, type: string) =>
    wishes[name] === undefined || typeof wishes[name] === type;
  return (
    oneOf('permission', grantedPermissions) &&
    oneOf('maxCost', costClasses) &&
    oneOf('strategy', routeStrategies) &&
    isA('tool', 'string') &&
    isA('model', 'string') &&
    isA('contextTokens', 'number')
  );
}
