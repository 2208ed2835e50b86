import { installManagers, type InstallTarget } from '../install/types.js';
import { hashesFor } from './frozen.js';
import { factsPackage } from './resolve-context.js';
import type { LockedTool } from './types.js';

/**
 * What has to be installed for a locked tool on a platform such as `linux-x64`; undefined for a
 * manager that AIM does not install with. Extras have their locked versions. Pure.
 */
export function lockedTarget(
  tool: string,
  locked: LockedTool,
  platform: string,
): InstallTarget | undefined {
  const { channel, package: name, version, integrity, extras } = locked;
  const manager = installManagers.find((each) => each === channel);
  if (manager === undefined) return undefined;
  const source = factsPackage(channel, name)?.source;
  const hashes = hashesFor(integrity, platform);
  const kind = source === 'npm' ? ('npm' as const) : ('python' as const);
  return {
    tool,
    manager,
    package: name,
    version,
    integrity: source === undefined || hashes.length === 0 ? null : { kind, hashes },
    extras: extras.map((extra) => spec(extra.package, extra.version, kind)),
  };
}

function spec(name: string, version: string | null, kind: 'npm' | 'python'): string {
  if (version === null) return name;
  return kind === 'npm' ? `${name}@${version}` : `${name}==${version}`;
}
