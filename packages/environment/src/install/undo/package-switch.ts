import { AimError } from '@aim/core';
import * as fs from 'node:fs';
import { basename, join, relative, resolve, dirname } from 'node:path';
import type { KeptCopy } from '../types.js';
import { linkFolder, moveFolder, removeFolder, removeKept } from './folders.js';
import { launchersInto, leadsInto, readLauncher, setLauncher } from './launchers.js';

/** One package of npm that another version takes the place of. In plain data: it is journalled. */
export interface PackageSwitch {
  /** Where the package belongs, below `node_modules`. */
  place: string;
  /** The new one, whole, beside it. */
  fresh: string;
  /** Where the new one stands ready, for a moment. */
  next: string;
  /** Where the old one goes; null when there is none. */
  kept: string | null;
  launchers: readonly { path: string; before: string | null; after: string | null }[];
  /** The new one is a kept copy: it stays where it is when the switch does not come about. */
  isRestore: boolean;
  isWindows: boolean;
}

export interface SwitchPlaces {
  place: string;
  fresh: string;
  /** The folder of programs that belongs to `fresh`. */
  freshBin: string;
  bin: string;
  next: string;
  kept: string;
  isWindows: boolean;
}

/**
 * What has to be done to put a package in the place of another. Reads only.
 *
 * @throws AimError `install.failed` when a program of it would replace one of somebody else
 */
export function planSwitch(places: SwitchPlaces): PackageSwitch {
  const { place, fresh, freshBin, bin, isWindows } = places;
  const after = new Map(
    launchersInto(freshBin, fresh, isWindows).map(({ path, value }) => [
      join(bin, basename(path)),
      value,
    ]),
  );
  const before = new Map(
    launchersInto(bin, place, isWindows).map(({ path, value }) => [path, value]),
  );
  for (const path of after.keys()) {
    const there = readLauncher(path, isWindows);
    if (there === null || before.has(path)) continue;
    if (there !== undefined && leadsInto(path, there, { place, isWindows })) continue;
    throw new AimError('install.failed', `${path} is there already and belongs to something else`, {
      hint: `Look at it, and move it away: ${path}`,
      details: { path },
    });
  }
  const paths = new Set([...before.keys(), ...after.keys()]);
  return {
    place,
    fresh,
    next: places.next,
    kept: fs.existsSync(place) ? places.kept : null,
    launchers: [...paths].map((path) => ({
      path,
      before: before.get(path) ?? null,
      after: after.get(path) ?? null,
    })),
    isRestore: false,
    isWindows,
  };
}

/**
 * Puts the new package in its place. On POSIX there is no moment in which a program of it is
 * missing: it starts from beside, while the folders change places. On Windows that moment is there.
 */
export async function applySwitch(change: PackageSwitch): Promise<KeptCopy | null> {
  const { place, fresh, next, kept, launchers, isWindows } = change;
  // Copied as links: the programs start from `fresh` until the copy is in its place.
  if (kept !== null && !isWindows) linkFolder(fresh, next);
  if (kept !== null) {
    pointAt(fresh, change);
    await moveFolder(place, kept);
  }
  await moveFolder(kept !== null && !isWindows ? next : fresh, place);
  for (const { path, after } of launchers) setLauncher(path, after, isWindows);
  removeKept(fresh);
  return kept === null ? null : keptCopy(change, kept);
}

/**
 * Ends a switch that was cut off, from wherever it stood: once the new package is in its place it
 * is carried through, else all is as before.
 */
export async function recoverSwitch(change: PackageSwitch): Promise<'done' | 'restored'> {
  const { place, fresh, next, kept, launchers, isRestore, isWindows } = change;
  const isMoved = kept !== null && fs.existsSync(kept);
  const isThere = fs.existsSync(place);
  // Without an old one, what is in place is the new one; with one, it is new once the old is away.
  const isNew = isThere && (kept === null || isMoved);
  if (isNew) {
    for (const { path, after } of launchers) setLauncher(path, after, isWindows);
  } else {
    if (isMoved) await moveFolder(kept, place);
    for (const { path, before } of launchers) setLauncher(path, before, isWindows);
  }
  removeFolder(next);
  if (isNew || !isRestore) removeFolder(fresh);
  return isNew ? 'done' : 'restored';
}

/** What has to be done to put a kept package back. Reads only. */
export function planRestore(
  copy: KeptCopy,
  { bin, next, kept, isWindows }: Pick<SwitchPlaces, 'bin' | 'next' | 'kept' | 'isWindows'>,
): PackageSwitch {
  const now = launchersInto(bin, copy.place, isWindows);
  const before = new Map(now.map(({ path, value }) => [path, value]));
  const after = new Map(copy.links.map(({ path, target }) => [path, target]));
  return {
    place: copy.place,
    fresh: copy.folder,
    next,
    kept: fs.existsSync(copy.place) ? kept : null,
    launchers: [...new Set([...before.keys(), ...after.keys()])].map((path) => ({
      path,
      before: before.get(path) ?? null,
      after: after.get(path) ?? null,
    })),
    isRestore: true,
    isWindows,
  };
}

/** The programs start from another place: the same file below it. */
function pointAt(folder: string, { place, launchers, isWindows }: PackageSwitch): void {
  if (isWindows) return;
  for (const { path, before, after } of launchers) {
    const value = after ?? before;
    if (before === null || value === null) continue;
    const target = join(folder, relative(place, resolve(dirname(path), value)));
    if (after !== null) setLauncher(path, target, isWindows);
  }
}

function keptCopy({ place, launchers }: PackageSwitch, folder: string): KeptCopy {
  return {
    folder,
    place,
    links: launchers.flatMap(({ path, before }) =>
      before === null ? [] : [{ path, target: before }],
    ),
    version: null,
  };
}
