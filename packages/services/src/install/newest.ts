import {
  latestOf,
  latestPackagesOf,
  packageManagers,
  readLatestCache,
  refreshLatest,
  type InstallTarget,
} from '@aim/environment';
import type { AimContext } from '../context.js';
import { latestFile } from '../facts/latest-file.js';

/**
 * Gives the version to targets that are to be the newest, so that the plan says it: of npm, Python
 * and Homebrew. Where it cannot be had the manager finds it out.
 */
export async function withNewest(
  { host, paths }: Pick<AimContext, 'host' | 'paths'>,
  targets: readonly InstallTarget[],
): Promise<{ targets: InstallTarget[]; newest: ReadonlyMap<string, string> }> {
  const copyOf = ({ manager, package: name }: InstallTarget) => ({
    channel: manager,
    package: name.replace(/\[.*\]$/, ''),
    version: null,
    packages: [],
  });
  const open = targets.filter(({ version }) => version === null);
  const file = latestFile(paths);
  const wanted = open.flatMap((target) => latestPackagesOf(copyOf(target)).own ?? []);
  if (wanted.length > 0) await refreshLatest(wanted, { file, host });
  const cache = readLatestCache(file);
  const newest = new Map<string, string>();
  for (const target of open) {
    const version = latestOf(copyOf(target), cache, host)?.version;
    if (version) newest.set(target.tool, version);
  }
  return {
    newest,
    targets: targets.map((target) => {
      const takesVersion = packageManagers[target.manager].takesVersion;
      const version = target.version ?? (takesVersion ? newest.get(target.tool) : undefined);
      return { ...target, version: version ?? null };
    }),
  };
}
