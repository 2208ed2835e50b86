import {
  isWithin,
  placePaths,
  type CatalogueDirectory,
  type DirectoryOwner,
  type Host,
} from '@aim/core';
import * as fs from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import picomatch from 'picomatch';
import { namesIn, realPathOrNone } from '../../owners/read-metadata.js';
import type { CacheProblem } from './types.js';

/** A directory of the catalogue that is here. */
export interface PlacedDirectory {
  owner: DirectoryOwner;
  directory: CatalogueDirectory;
  /** The real path. */
  path: string;
  /** True where only a variable says that this is the program's: neither the catalogue nor the user's cache folder. */
  isElsewhere: boolean;
}

/** Where the directories of the catalogue are on this machine. One that a link stands for is told. */
export function placedDirectories(
  owners: readonly DirectoryOwner[],
  host: Host,
  gitRoot?: string,
): { placed: PlacedDirectory[]; problems: CacheProblem[] } {
  const problems: CacheProblem[] = [];
  const scope = { host, ...(gitRoot !== undefined && { gitRoot }) };
  const placed = owners.flatMap((owner) =>
    owner.directories.flatMap((directory) =>
      directory.places.flatMap((place) => {
        const own = placePaths({ path: place.path }, scope);
        return placePaths(place, scope)
          .flatMap(matching)
          .flatMap((path) => {
            const real = withoutLinks(path, host);
            if (real === undefined) return [];
            if (real === 'link') {
              problems.push({
                path,
                kind: 'link',
                message: 'a link leads to it, which is not followed',
              });
              return [];
            }
            if (isWithin(realPathOrNone(host.home) ?? host.home, real)) {
              problems.push({ path, kind: 'refused', message: 'the home folder lies in it' });
              return [];
            }
            const isElsewhere =
              !own.some((each) => isPlace(path, each)) && !isInCacheHome(path, host);
            return [{ owner, directory, path: real, isElsewhere }];
          });
      }),
    ),
  );
  return { placed: eachPathOnce(placed), problems };
}

/** Only the last name of a place holds wildcards. */
function matching(path: string): string[] {
  if (!path.includes('*')) return [path];
  const isWanted = picomatch(basename(path), { dot: true });
  return namesIn(dirname(path))
    .filter((name) => isWanted(name))
    .map((name) => join(dirname(path), name));
}

/** The real path where no link is at its end, nor on the way to it below the home. */
function withoutLinks(path: string, { home }: Host): string | 'link' | undefined {
  const whole = resolve(path);
  const entry = lstatOrNone(whole);
  if (entry === undefined) return undefined;
  if (entry.isSymbolicLink()) return 'link';
  if (!entry.isDirectory() && !entry.isFile()) return undefined;
  const real = realPathOrNone(whole);
  const realHome = realPathOrNone(home);
  if (real === undefined || realHome === undefined || !isWithin(whole, home)) return real;
  return real === join(realHome, whole.slice(resolve(home).length)) ? real : 'link';
}

function lstatOrNone(path: string): fs.Stats | undefined {
  try {
    return fs.lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function isPlace(path: string, own: string): boolean {
  return path === own || (own.includes('*') && dirname(path) === dirname(own));
}

/** The folder that systems have for caches, which may all be deleted. */
function isInCacheHome(path: string, { platform, env, home }: Host): boolean {
  const standard = platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
  const folder = env['XDG_CACHE_HOME'] || standard;
  return isAbsolute(folder) && path !== folder && isWithin(path, folder) && !isWithin(home, folder);
}

function eachPathOnce(placed: readonly PlacedDirectory[]): PlacedDirectory[] {
  return placed.filter(
    (each, place) => placed.findIndex(({ path }) => path === each.path) === place,
  );
}
