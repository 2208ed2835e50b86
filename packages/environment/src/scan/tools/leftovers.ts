import type { CataloguePackage, Host } from '@aim/core';
import { basename, dirname, join } from 'node:path';
import type { ToolPresence } from '../../detect/types.js';
import { npmPrefix } from '../../health/npm-prefix.js';
import { packagePlaces } from '../../owners/node-modules.js';
import { sitePackages } from '../../owners/python-distribution.js';
import { namesIn } from '../../owners/read-metadata.js';

/**
 * Where npm has the packages of a tool, or would have them.
 *
 * @param known - the packages that the tool comes in
 */
export function npmFolders(
  { copies }: ToolPresence,
  known: readonly CataloguePackage[],
  host: Host,
): string[] {
  const modules = npmPrefix(host)?.modules;
  const names = known.filter(({ manager }) => manager === 'npm').map(({ name }) => name);
  return [
    ...new Set([
      ...copies.flatMap(({ realPath }) => packagePlaces(realPath)[0]?.root ?? []),
      ...(modules === undefined ? [] : names.map((name) => join(modules, name))),
    ]),
  ];
}

/** npm moves a package to `.NAME-` and eight characters while it brings the new one. */
export function npmLeftovers(folder: string): string[] {
  const [parent, name] = [dirname(folder), basename(folder)];
  return namesIn(parent)
    .filter((each) => isRest(each, name))
    .map((rest) => join(parent, rest));
}

/** pip renames a package so that it begins with `~` while it brings the new one. */
export function pipLeftovers({ copies }: ToolPresence): string[] {
  const environments = copies
    .filter(({ channel }) => channel === 'pipx' || channel === 'uv')
    .map(({ realPath }) => dirname(dirname(realPath)));
  return [...new Set(environments)].flatMap(sitePackages).flatMap((folder) =>
    namesIn(folder)
      .filter((name) => name.startsWith('~'))
      .map((name) => join(folder, name)),
  );
}

/** Windows lets nobody remove a program that runs: an updater moves it aside. */
export function oldPrograms({ copies }: ToolPresence, { platform }: Host): string[] {
  if (platform !== 'win32') return [];
  return copies.flatMap(({ path }) => {
    const name = basename(path)
      .replace(/\.exe$/i, '')
      .toLowerCase();
    return namesIn(dirname(path))
      .filter((each) => isOldOf(each.toLowerCase(), name))
      .map((each) => join(dirname(path), each));
  });
}

function isRest(name: string, packageName: string): boolean {
  const start = `.${packageName}-`;
  return name.startsWith(start) && /^[A-Za-z0-9]{8}$/.test(name.slice(start.length));
}

function isOldOf(file: string, name: string): boolean {
  return file === `${name}.old.exe` || file.startsWith(`${name}.exe.old`);
}
