import { isPlainObject } from '@aim/core';
import { basename, dirname, join } from 'node:path';
import { findDistribution } from './python-distribution.js';
import { plainText, readJsonObject, whyUnusable } from './read-metadata.js';
import { unusable, type OwnerProbe } from './types.js';

/**
 * pipx: the environment around the file has a `pipx_metadata.json` (0.1 and later) that lists the
 * program. The version of the package's own METADATA wins over the one that pipx noted: it is
 * what Python loads, and a tool that updates itself with pip changes only that one.
 */
export const pipx: OwnerProbe = ({ realPath }) => {
  const environment = dirname(dirname(realPath));
  const path = join(environment, 'pipx_metadata.json');
  const metadata = readJsonObject(path);
  if (metadata.kind === 'missing') return undefined;
  if (metadata.kind === 'unreadable') return unusable(path, whyUnusable(metadata));
  const found = providerOf(metadata.value, basename(realPath));
  if (found === undefined) return undefined;
  const distribution = findDistribution(environment, found.name);
  const version = distribution.version ?? found.noted;
  const differs = found.noted !== null && version !== found.noted;
  return {
    channel: 'pipx',
    package: found.name,
    version,
    evidence: differs ? `${distribution.path} (${path} notes ${found.noted})` : path,
    ...(version === null && distribution.version === null
      ? { problem: { path: distribution.path, detail: distribution.why } }
      : {}),
  };
};

interface Provider {
  name: string;
  noted: string | null;
}

/** The package of the environment that brings this program: the main one, an injected or a dependency. */
function providerOf(metadata: Record<string, unknown>, app: string): Provider | undefined {
  const injected = metadata['injected_packages'];
  const packages = [
    metadata['main_package'],
    ...Object.values(isPlainObject(injected) ? injected : {}),
  ];
  for (const info of packages.filter(isPlainObject)) {
    const name = plainText(info['package']);
    const { apps } = info;
    if (name !== null && Array.isArray(apps) && apps.includes(app)) {
      return { name, noted: plainText(info['package_version']) };
    }
    const dependency = dependencyOf(info['app_paths_of_dependencies'], app);
    if (dependency !== undefined) return { name: dependency, noted: null };
  }
  return undefined;
}

function dependencyOf(paths: unknown, app: string): string | undefined {
  if (!isPlainObject(paths)) return undefined;
  const brings = (list: unknown) => Array.isArray(list) && list.some((path) => endsIn(path, app));
  return Object.keys(paths).find((name) => brings(paths[name]));
}

// pipx writes a path as {"__type__": "Path", "__Path__": "…"}.
function endsIn(path: unknown, app: string): boolean {
  const text = isPlainObject(path) ? path['__Path__'] : undefined;
  return typeof text === 'string' && basename(text) === app;
}
