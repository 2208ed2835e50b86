import { AimError, reportError, type ErrorReport } from '@aim/core';
import {
  lockDifferences,
  lockedTarget,
  packagesOfWish,
  resolveWish,
  versionPolicy,
  type InstallTarget,
  type LockedTool,
} from '@aim/environment';
import type { AimContext } from '../context.js';
import { registryFacts, registryKeys } from './ask-registries.js';
import { lockPlatform, type AskedTool } from './scopes.js';

export interface Targets {
  targets: InstallTarget[];
  refused: { tool: string; error: ErrorReport }[];
}

/**
 * What has to be installed for tools that are asked for: as they are locked where the lock says what
 * the configuration asks for, and else what `aim lock` would choose now. Asks registries only about
 * the latter, each package once. Writes nothing.
 */
export async function installTargets(
  context: AimContext,
  asked: readonly AskedTool[],
): Promise<Targets> {
  const platform = lockPlatform(context.host);
  const open = asked.filter((each) => lockedAsAsked(each, platform) === undefined);
  const packages = open.flatMap(({ wish, lock }) => packagesOfWish(wish, lock?.tools[wish.tool]));
  const { config } = await context.config();
  const resolving = {
    facts: await registryFacts(context, packages),
    keys: registryKeys(context),
    policy: versionPolicy(config),
    now: context.host.now(),
  };
  const answer: Targets = { targets: [], refused: [] };
  const refuse = (tool: string, error: AimError) =>
    answer.refused.push({ tool, error: reportError(error) });
  for (const each of asked) {
    const { wish, lock } = each;
    let locked = lockedAsAsked(each, platform);
    if (locked === undefined) {
      const before = lock?.tools[wish.tool];
      const resolved = await resolveWish({ wish, locked: before, update: false }, resolving);
      if (resolved.kind === 'refused') {
        refuse(wish.tool, new AimError(resolved.code, resolved.message));
        continue;
      }
      locked = resolved.locked;
    }
    const target = lockedTarget(wish.tool, locked, platform);
    if (target !== undefined) answer.targets.push(target);
    else refuse(wish.tool, noManager(wish.tool, locked));
  }
  return answer;
}

/** What is locked of a tool, where that is what the configuration asks for on this platform. */
function lockedAsAsked({ wish, lock }: AskedTool, platform: string): LockedTool | undefined {
  const locked = lock?.tools[wish.tool];
  if (locked === undefined) return undefined;
  const own = { lockVersion: 1 as const, tools: { [wish.tool]: locked } };
  return lockDifferences([wish], own, platform).length === 0 ? locked : undefined;
}

function noManager(tool: string, { channel }: LockedTool): AimError {
  return new AimError('install.no_channel', `${tool}: AIM does not install by ${channel}`, {
    hint: `aim tools info ${tool}`,
  });
}
