import type { CataloguePackage, Host } from '@aim/core';
import type { Channel } from '../detect/types.js';
import { compareVersions } from './compare-versions.js';
import type { LatestAnswer, LatestCache } from './latest-cache.js';
import { normalizedName } from './sources/pypi.js';
import { latestSources, type LatestPackage, type SourceId } from './sources/sources.js';

/** A copy whose latest version is asked for. */
export interface VersionedCopy {
  channel: Channel | null;
  package: string | null;
  version: string | null;
  packages: readonly CataloguePackage[];
}

/** What is known of newer versions, as of the last time that somebody asked. */
export interface LatestVersions {
  /** The newest of the channel that the copy came by; null when that was not asked. */
  version: string | null;
  /** The newest that the makers publish on npm or PyPI; null when they do not, or it was not asked. */
  upstream: string | null;
  /** RFC 3339 in UTC; null when no answer ever came. */
  checkedAt: string | null;
  /** True for an answer of more than a day ago. */
  isStale: boolean;
  /** What the channel's newest means for this copy; `unknown` without a way to compare. */
  update: 'available' | 'current' | 'unknown';
  /** Why the last question brought no answer. */
  failure: string | null;
}

const dayMs = 86_400_000;

const sourceOf: Partial<Record<Channel, SourceId>> = {
  npm: 'npm',
  pnpm: 'npm',
  bun: 'npm',
  volta: 'npm',
  pipx: 'pypi',
  uv: 'pypi',
  brew: 'brew',
  'brew-cask': 'brew-cask',
};

/** The packages to ask for: the copy's own, and that of the makers. */
export function latestPackagesOf({ channel, package: name, packages }: VersionedCopy): {
  own: LatestPackage | null;
  upstream: LatestPackage | null;
} {
  const source = channel === null ? undefined : sourceOf[channel];
  const own = source === undefined || name === null ? null : packageOf(source, name);
  const named = (managers: readonly string[]) =>
    packages.find(({ manager }) => managers.includes(manager))?.name;
  const onNpm = named(['npm']);
  const onPypi = named(['pipx', 'uv']);
  if (onNpm !== undefined) return { own, upstream: packageOf('npm', onNpm) };
  return { own, upstream: onPypi === undefined ? null : packageOf('pypi', onPypi) };
}

function packageOf(source: SourceId, name: string): LatestPackage {
  return { source, name: source === 'pypi' ? normalizedName(name) : name };
}

/** What the cache tells of a copy; null when nothing. Reads no file but the user's `.npmrc`. */
export function latestOf(
  copy: VersionedCopy,
  cache: LatestCache,
  host: Pick<Host, 'env' | 'home' | 'now'>,
): LatestVersions | null {
  const names = latestPackagesOf(copy);
  const own = answerOf(names.own, cache, host);
  const upstream = answerOf(names.upstream, cache, host);
  const told = own ?? upstream;
  if (told === undefined) return null;
  const ageMs = told.checkedAt === null ? NaN : host.now().getTime() - Date.parse(told.checkedAt);
  return {
    version: own?.version ?? null,
    upstream: upstream?.version ?? null,
    checkedAt: told.checkedAt,
    isStale: !(ageMs <= dayMs),
    update: updateOf(copy, own?.version ?? null),
    failure: told.failure?.why ?? null,
  };
}

/** Where an answer of this registry is kept. */
export function latestKey({ source, name }: LatestPackage, base: URL): string {
  return `${source} ${base.href} ${name}`;
}

function answerOf(
  wanted: LatestPackage | null,
  cache: LatestCache,
  host: Pick<Host, 'env' | 'home'>,
): LatestAnswer | undefined {
  if (wanted === null) return undefined;
  const base = latestSources[wanted.source].base(wanted.name, host);
  return base && cache[latestKey(wanted, base)];
}

function updateOf({ version, channel }: VersionedCopy, latest: string | null) {
  const order = version && latest && compareVersions(version, latest, channel);
  if (typeof order !== 'number') return 'unknown';
  return order < 0 ? 'available' : 'current';
}
