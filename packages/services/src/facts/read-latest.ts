import {
  latestOf,
  latestPackagesOf,
  readLatestCache,
  refreshLatest,
  type LatestVersions,
  type ToolPresence,
} from '@aim/environment';
import type { Tool } from '@aim/registry';
import type { AimContext } from '../context.js';

export interface LatestInput {
  /** Where the answers are kept. */
  file: string;
  shown: readonly Tool[];
  presence: ReadonlyMap<string, ToolPresence>;
  online: boolean;
}

/** What is known of the latest version of each tool: from the cache alone, unless `online`. */
export async function readLatest(
  { host }: Pick<AimContext, 'host'>,
  { file, shown, presence, online }: LatestInput,
): Promise<(tool: Tool) => LatestVersions | null> {
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
      const { own, upstream } = latestPackagesOf(copyOf(tool));
      return [own, upstream].filter((each) => each !== null);
    });
    await refreshLatest(wanted, { file, host });
  }
  const cache = readLatestCache(file);
  return (tool) => latestOf(copyOf(tool), cache, host);
}
