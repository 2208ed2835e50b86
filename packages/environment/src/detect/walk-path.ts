import { pathFolders, systemCode, type Host } from '@aim/core';
import * as fs from 'node:fs';
import { join } from 'node:path';

/** What PATH holds of the wanted names. */
export interface PathHits {
  /** The paths that bear one of these names: by folder, and within a folder in the given order. */
  inOrder: (names: readonly string[]) => string[];
}

/**
 * Looks through PATH once for all names. A folder that is named twice, through a link or not,
 * counts at its first place; one that is missing or not a folder holds nothing.
 *
 * @param names - file names, in lower case on Windows
 */
export function walkPath(host: Host, names: ReadonlySet<string>): PathHits {
  if (names.size === 0) return { inOrder: () => [] };
  const isWindows = host.platform === 'win32';
  const folders = distinctFolders(host).map((folder) => matches(folder, names, isWindows));
  return {
    inOrder: (wanted) =>
      folders.flatMap((found) =>
        wanted.map((name) => found.get(name)).filter((path) => path !== undefined),
      ),
  };
}

function distinctFolders(host: Host): string[] {
  const byRealPath = new Map<string, string>();
  for (const folder of pathFolders(host)) {
    const real = realPathOf(folder);
    if (real !== undefined && !byRealPath.has(real)) byRealPath.set(real, folder);
  }
  return [...byRealPath.values()];
}

function realPathOf(folder: string): string | undefined {
  try {
    return fs.realpathSync(folder);
  } catch {
    return undefined;
  }
}

function matches(
  folder: string,
  names: ReadonlySet<string>,
  isWindows: boolean,
): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of entriesOf(folder, names)) {
    const name = isWindows ? entry.toLowerCase() : entry;
    if (names.has(name) && !found.has(name)) found.set(name, join(folder, entry));
  }
  return found;
}

// A folder may be searched without being listed (mode 0711): a shell still runs what is in it.
function entriesOf(folder: string, names: ReadonlySet<string>): Iterable<string> {
  try {
    return fs.readdirSync(folder);
  } catch (error) {
    return systemCode(error) === 'EACCES' || systemCode(error) === 'EPERM' ? names : [];
  }
}
