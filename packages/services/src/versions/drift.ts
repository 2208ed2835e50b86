import { loadToolDetails, type CatalogueToolDetails } from '@aim/core';
import {
  detectPackage,
  driftRow,
  effectiveVersion,
  latestOf,
  latestPackagesOf,
  readLatestCache,
  refreshLatest,
  wishedPackage,
  type DriftRow,
  type LatestVersions,
  type ToolPresence,
  type VersionedCopy,
} from '@aim/environment';
import type { Tool } from '@aim/registry';
import type { AimContext } from '../context.js';
import { latestFile } from '../facts/latest-file.js';
import { gatherToolFacts } from '../facts/tool-facts.js';
import { installedByAim } from './installed-by-aim.js';
import type { AskedTool } from './scopes.js';

type Asked = Pick<AskedTool, 'wish' | 'lock'>;

/** A tool that is asked for, with all that is known of its versions. */
export interface DriftedTool extends Asked {
  row: DriftRow;
  presence: ToolPresence;
  latest: LatestVersions | null;
}

/**
 * Holds the tools that are asked for against the machine, by the metadata of their managers: no
 * program is started. With `online` the registries are asked for the latest versions, each package
 * once, where no answer of the last hour is kept.
 */
export async function driftOf(
  context: AimContext,
  asked: readonly Asked[],
  { online }: { online: boolean },
): Promise<DriftedTool[]> {
  const { host } = context;
  const { registry, presence } = await gatherToolFacts(context, context.registry, noNames);
  const details = await loadToolDetails();
  const found = asked.map((each) => {
    const tool = registry.tools.get(each.wish.tool);
    const seen =
      presence.get(each.wish.tool) ?? detectPackage(each.wish.tool, wishedPackage(each.wish), host);
    return { ...each, tool, presence: seen };
  });
  const latest = await latestVersions(context, found, online);
  const journal = installedByAim(context);
  return found.map(({ tool, ...each }) => {
    const heard = latest(each);
    const { wish, lock, presence: seen } = each;
    const row = driftRow({
      wish,
      locked: lock?.tools[wish.tool],
      presence: seen,
      effective:
        tool === undefined ? null : (effectiveVersion(seen.version, tool, host)?.version ?? null),
      latest: heard?.version ?? null,
      updatesItself: updatesItself(tool, details, host),
      installed: journal.get(wish.tool),
    });
    return { ...each, row, latest: heard };
  });
}

// The names of secrets say nothing of versions, and their index may be broken.
const noNames = () => Promise.resolve([]);

interface Found extends Asked {
  presence: ToolPresence;
}

async function latestVersions(context: AimContext, found: readonly Found[], online: boolean) {
  const { host, paths } = context;
  const file = latestFile(paths);
  const copyOf = ({ presence, wish }: Found): VersionedCopy => {
    const { manager, name } = wishedPackage(wish);
    const { channel, package: own, version } = presence;
    return {
      channel: channel ?? manager,
      package: own ?? name,
      version,
      packages: [{ manager, name }],
    };
  };
  if (online) {
    const packages = found.flatMap((each) => latestPackagesOf(copyOf(each)).own ?? []);
    await refreshLatest(packages, { file, host });
  }
  const cache = readLatestCache(file);
  return (each: Found) => latestOf(copyOf(each), cache, host);
}

function updatesItself(
  tool: Tool | undefined,
  details: ReadonlyMap<string, CatalogueToolDetails>,
  { env }: AimContext['host'],
): boolean {
  if (tool === undefined || details.get(tool.id)?.updatesItself !== true) return false;
  return !Object.entries(tool.noUpdateEnv ?? {}).some(([name, value]) => env[name] === value);
}
