import * as fs from 'node:fs';
import type { KeptCopy } from '../types.js';
import { copyFolder, moveFolder, removeFolder } from './folders.js';
import { launchersInto, setLauncher } from './launchers.js';

/**
 * Copies an environment of pipx or uv, with the links to its programs, before its manager changes
 * it. It works at its own path only, so it cannot be made anew beside itself. Null where there is
 * none.
 */
export function keepEnvironment(
  place: string,
  { bin, folder, isWindows }: { bin: string; folder: string; isWindows: boolean },
): KeptCopy | null {
  if (!fs.existsSync(place)) return null;
  if (!fs.existsSync(folder)) copyFolder(place, folder);
  const links = launchersInto(bin, place, isWindows);
  return {
    folder,
    place,
    links: links.map(({ path, value }) => ({ path, target: value })),
    version: null,
  };
}

/**
 * Puts a kept environment back, and the links to its programs. Can be cut off anywhere and done
 * again: the kept copy stays.
 */
export async function restoreEnvironment(
  { folder, place, links }: KeptCopy,
  { bin, isWindows }: { bin: string; isWindows: boolean },
): Promise<void> {
  const [ready, away] = [`${place}.aim-ready`, `${place}.aim-away`];
  const wanted = new Set(links.map(({ path }) => path));
  for (const { path } of launchersInto(bin, place, isWindows)) {
    if (!wanted.has(path)) setLauncher(path, null, isWindows);
  }
  removeFolder(ready);
  copyFolder(folder, ready);
  removeFolder(away);
  if (fs.existsSync(place)) await moveFolder(place, away);
  await moveFolder(ready, place);
  removeFolder(away);
  for (const { path, target } of links) setLauncher(path, target, isWindows);
}
