import type { LatestVersions, ToolPresence } from '@aim/environment';
import type { Tool } from '@aim/registry';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AimContext } from '../context.js';

export interface LatestInput {
  shown: readonly Tool[];
  presence: ReadonlyMap<string, ToolPresence>;
  online: boolean;
}

/**
 * What is known of the latest version of each tool: from the cache alone, unless `online`. Loads
 * nothing where nobody ever asked.
 */
export async function readLatest(
  context: AimContext,
  { shown, presence, online }: LatestInput,
): Promise<(tool: Tool) => LatestVersions | null> {
  const file = join(context.paths.cache, 'latest-versions.json');
  if (!online && !existsSync(file)) return () => null;
  const { latestOf, npmPackagesOf, readLatestCache, refreshLatest } =
    await import('@aim/environment');
  const { host } = context;
  const copyOf = (tool: Tool) => {
    const found = presence.get(tool.id);
    return {
      channel: found?.channel ?? null,
      package: found?.package ?? null,
      version: found?.version ?? null,
      packages: tool.packages,
    };
  };
  if (online) {
    const wanted = shown.flatMap((tool) => {
      const { own, upstream } = npmPackagesOf(copyOf(tool));
      return [own, upstream].filter((name) => name !== null);
    });
    await refreshLatest(wanted, { file, host });
  }
  const cache = readLatestCache(file);
  return (tool) => latestOf(copyOf(tool), cache, host);
}
