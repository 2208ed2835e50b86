import { wishedRange, type InstallTarget } from '@aim/environment';
import type { AimContext } from '../context.js';
import type { WantedTool } from '../install/wanted.js';
import { askedTools, lockScopes, type AskedTool } from './scopes.js';
import { installTargets, type Targets } from './targets.js';

/** By the id of the tool. */
export interface SettledTargets extends Pick<Targets, 'refused'> {
  targets: ReadonlyMap<string, InstallTarget>;
}

/**
 * The targets of tools whose version the lock says, or a range of the configuration: those for which
 * nobody names another version or manager now.
 *
 * @throws AimError `config.invalid`, `lockfile.invalid`
 */
export async function settledTargets(
  context: AimContext,
  wanted: readonly WantedTool[],
): Promise<SettledTargets> {
  const asked = await askedTools(await lockScopes(context));
  const settled = asked.filter((each) => wanted.some((one) => isSettled(each, one)));
  const { targets, refused } = await installTargets(context, settled);
  return { targets: new Map(targets.map((target) => [target.tool, target])), refused };
}

function isSettled({ wish, lock }: AskedTool, { installable, manager, version }: WantedTool) {
  const locked = lock?.tools[wish.tool];
  const channel = locked?.channel ?? (wish.named ?? wish.usual).manager;
  const isSame = installable.id === wish.tool && version === wish.range;
  if (!isSame || (manager !== undefined && manager !== channel)) return false;
  return locked !== undefined || wishedRange(wish, channel).kind === 'range';
}
