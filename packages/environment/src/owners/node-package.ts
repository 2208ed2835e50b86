import { isPlainObject } from '@aim/core';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Channel } from '../detect/types.js';
import { launcherTarget } from './launcher-target.js';
import { packagePlaces, type PackagePlace } from './node-modules.js';
import { plainText } from './read-metadata.js';
import { readJsonObject, realPathOrNone, whyUnusable } from './read-metadata.js';
import { unusable, type OwnedFile, type OwnerProbe, type Ownership } from './types.js';

/**
 * npm, pnpm and bun: the file lies in a package below `node_modules` whose package.json gives this
 * program in `bin`. Which of them put it there is told by what each leaves around `node_modules`.
 */
export const nodePackage: OwnerProbe = (file, { host }) => {
  const isWindows = host.platform === 'win32';
  const target = launcherTarget(file.realPath, isWindows) ?? file.realPath;
  let refused: Ownership | undefined;
  for (const place of packagePlaces(target)) {
    const manifestPath = join(place.root, 'package.json');
    const manifest = readJsonObject(manifestPath);
    if (manifest.kind !== 'read') {
      refused ??= unusable(manifestPath, whyUnusable(manifest));
    } else if (gives(manifest.value, place, { binary: file.binary, target })) {
      return owned(manifest.value, place, { file, isWindows, manifestPath });
    }
  }
  return refused;
};

function gives(
  manifest: Record<string, unknown>,
  place: PackagePlace,
  program: { binary: string; target: string },
): boolean {
  return Object.entries(programsOf(manifest, place)).some(
    ([name, path]) =>
      name === program.binary || realPathOrNone(join(place.root, path)) === program.target,
  );
}

function programsOf(manifest: Record<string, unknown>, place: PackagePlace) {
  const { bin } = manifest;
  if (typeof bin === 'string') return { [basename(place.name)]: bin };
  const entries = Object.entries(isPlainObject(bin) ? bin : {});
  return Object.fromEntries(entries.filter((entry) => typeof entry[1] === 'string')) as Record<
    string,
    string
  >;
}

function owned(
  manifest: Record<string, unknown>,
  place: PackagePlace,
  from: { file: OwnedFile; isWindows: boolean; manifestPath: string },
): Ownership {
  const version = plainText(manifest['version']);
  return {
    channel: managerOf(place, from.file, from.isWindows),
    package: plainText(manifest['name']) ?? place.name,
    version,
    evidence: from.manifestPath,
    ...(version === null
      ? { problem: { path: from.manifestPath, detail: 'tells no version' } }
      : {}),
  };
}

function managerOf(place: PackagePlace, file: OwnedFile, isWindows: boolean): Channel {
  const { modules } = place;
  if (/[\\/]\.pnpm[\\/]/.test(place.root) || isThere(modules, '.modules.yaml')) return 'pnpm';
  const project = dirname(modules);
  if (/[\\/]install[\\/]global$/.test(project) && isThere(project, 'bun.lock', 'bun.lockb'))
    return 'bun';
  // npm keeps its own lock in a project's node_modules, and none in a global prefix.
  if (isThere(modules, '.package-lock.json')) return 'npm';
  // A keg of Homebrew holds a prefix that npm filled and Homebrew owns.
  const isPrefix = basename(project) === 'lib' && !/[\\/]Cellar[\\/]/.test(project);
  const isGlobal = isWindows ? dirname(file.realPath) === project : isPrefix;
  return isGlobal ? 'npm' : 'unknown';
}

function isThere(folder: string, ...names: readonly string[]): boolean {
  return names.some((name) => existsSync(join(folder, name)));
}
