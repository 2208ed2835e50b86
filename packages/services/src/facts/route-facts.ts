import type { CostClass, GrantedPermission, RouteStrategy } from '@aim/core';
import {
  accountsOf,
  localityOf,
  openPlaces,
  unconfinable,
  type RouteFacts,
  type RouteNeeds,
} from '@aim/registry';
import type { AimContext } from '../context.js';
import { jobFigures } from './job-figures.js';
import { recordedJobs } from './recorded-jobs.js';
import type { ToolFacts } from './tool-facts.js';

/** What a user may ask of a plan. */
export interface RouteWishes {
  permission?: GrantedPermission;
  /** Only this tool. */
  tool?: string;
  model?: string;
  /** How many tokens the job has. */
  contextTokens?: number;
  /** The job may not leave this machine. */
  localOnly?: boolean;
  maxCost?: CostClass;
  /** The tool has to have its key or login. */
  requireKey?: boolean;
  strategy?: RouteStrategy;
  /** For the strategy `weighted`; by chance unless told, and told in the plan. */
  seed?: number;
}

/** What a plan depends on, for these wishes. Reads the audit log only where a strategy asks for it. */
export async function routeFacts(
  context: AimContext,
  facts: ToolFacts,
  wishes: RouteWishes,
): Promise<RouteFacts> {
  const strategies = [
    wishes.strategy,
    ...[...facts.registry.capabilities.values()].map((c) => c.strategy),
  ];
  const wantsFigures = strategies.some((name) => name === 'fastest' || name === 'learned');
  const figures = wantsFigures ? jobFigures(await recordedJobs(context)) : undefined;
  return {
    ...factsOfNow(context, facts, wishes),
    running: openPlaces(context.paths).count,
    ...(figures === undefined ? {} : { figures: (tool: string) => figures.get(tool) }),
  };
}

/** The same without what earlier jobs tell. Reads nothing. */
export function factsOfNow(
  { host, catalogue }: AimContext,
  facts: ToolFacts,
  wishes: RouteWishes,
): RouteFacts {
  const { presence, keys, withheld } = facts;
  return {
    presence,
    keys,
    withheld,
    permission: wishes.permission ?? 'read-only',
    needs: needsOf(wishes),
    seed: wishes.seed ?? Math.floor(Math.random() * 2 ** 31),
    ...(wishes.tool === undefined ? {} : { only: wishes.tool }),
    ...(wishes.strategy === undefined ? {} : { strategy: wishes.strategy }),
    locality: (tool) => localityOf(tool, host, wishes.model),
    unconfinable: (tool) => unconfinable(tool, host),
    accounts: (tool) =>
      accountsOf(tool, {
        providers: catalogue.providers,
        isPresent: facts.hasKey,
        isLoggedIn: facts.keyOf(tool) === 'login',
      }),
  };
}

function needsOf({
  model,
  contextTokens,
  localOnly,
  maxCost,
  requireKey,
}: RouteWishes): RouteNeeds {
  return {
    ...(model === undefined ? {} : { model }),
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...(localOnly === undefined ? {} : { localOnly }),
    ...(maxCost === undefined ? {} : { maxCost }),
    ...(requireKey === undefined ? {} : { key: requireKey }),
  };
}
