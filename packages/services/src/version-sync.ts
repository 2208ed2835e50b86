import { AimError, reportError } from '@aim/core';
import { assertFrozen, lockDifferences, planInstall } from '@aim/environment';
import type { AimContext } from './context.js';
import { installFacts, type InstallFacts } from './install/facts.js';
import { planned, type PlannedInstall } from './install/plan-installs.js';
import type { WantedTool } from './install/wanted.js';
import { wantedTool } from './install/wanted.js';
import { driftOf } from './versions/drift.js';
import { askedTools, lockedScope, lockPlatform, lockScopes, named } from './versions/scopes.js';
import { installTargets } from './versions/targets.js';

export interface SyncRequest {
  /** Only these; every tool that the configuration asks for unless told. */
  tools?: readonly string[];
  /** Refuses, before anything is looked at, where lock and configuration disagree. */
  frozen?: boolean;
}

/**
 * Plans what makes the machine what configuration and lock say: what is missing comes, what is of
 * another version or another manager is replaced. Changes nothing until its `apply`.
 *
 * @throws AimError `config.invalid`, `config.untrusted`, `lockfile.invalid`, `usage.unknown_tool`;
 *   `lockfile.frozen` with `frozen`
 */
export async function planSync(
  context: AimContext,
  { tools = [], frozen = false }: SyncRequest = {},
): Promise<PlannedInstall> {
  const scopes = await lockScopes(context);
  lockedScope(scopes);
  const all = await askedTools(scopes);
  if (frozen) {
    for (const scope of scopes) {
      const lock = all.find((each) => each.scope === scope)?.lock;
      assertFrozen(scope.lockFile, lockDifferences(scope.wishes, lock, lockPlatform(context.host)));
    }
  }
  const asked = named(all, tools);
  const drifted = await driftOf(context, asked, { online: false });
  const off = drifted.filter(({ row }) => row.status !== 'ok').map(({ wish }) => wish.tool);
  const open = asked.filter(({ wish }) => off.includes(wish.tool));
  const facts = await installFacts(context);
  const { targets: known, refused } = await installTargets(context, open);
  const isHere = ({ manager }: Target) => facts.machine.managers[manager] !== undefined;
  const targets = known.filter(isHere);
  refused.push(...known.filter((target) => !isHere(target)).map(withoutManager));
  const wanted = targets.map((target) => wantedOf(target, facts));
  const installables = new Map(wanted.map(({ installable }) => [installable.id, installable]));
  const plan = planInstall({
    // A package of no known tool has its own name there.
    targets: targets.map((target, index) => {
      return { ...target, tool: (wanted[index] as WantedTool).installable.id };
    }),
    tools: installables,
    machine: facts.machine,
    update: false,
  });
  const kept = drifted
    .filter(({ row }) => row.status === 'ok')
    .map(({ row }) => ({ tool: row.tool, version: row.actual, reason: 'installed' }));
  const whole = {
    ...plan,
    kept: [...kept, ...plan.kept],
    refused: [...refused, ...plan.refused],
  };
  return planned(whole, wanted, { kind: 'install', facts, context });
}

type Target = Awaited<ReturnType<typeof installTargets>>['targets'][number];

function wantedOf(target: Target, facts: InstallFacts): WantedTool {
  const { tool: id, manager, package: name, version } = target;
  const tool = facts.tools.registry.tools.get(id);
  if (tool !== undefined) return wantedTool(tool, { manager, version }, facts);
  return { tool: null, installable: facts.loosePackage(manager, name), manager, version };
}

function withoutManager({ tool, manager }: Target) {
  const error = new AimError(
    'install.manager_missing',
    `${tool} comes by ${manager}, which is not here`,
    {
      hint: 'aim health managers',
    },
  );
  return { tool, error: reportError(error) };
}
