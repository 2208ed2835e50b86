import { messageOf } from '@aim/core';
import * as fs from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { endMatcher } from './patterns.js';
import type { ProjectKind } from './project-kinds.js';
import type { CacheProblem } from './types.js';

/** A place where a kind of cache may be; whether it is one is for `kind.isProven` to say. */
export interface ProjectCache {
  kind: ProjectKind;
  path: string;
}

/** What belongs to a version control or is part of an installation. */
const closed: ReadonlySet<string> = new Set([
  ...['.git', '.hg', '.svn', 'site-packages', 'dist-packages'],
]);

/**
 * Looks below the roots for project caches. Follows no link, and looks neither into what it found
 * nor into what is closed: repositories, installed packages, and the folders of `skip`.
 */
export async function findProjectCaches(
  roots: readonly string[],
  kinds: readonly ProjectKind[],
  { skip, signal }: { skip: ReadonlySet<string>; signal?: AbortSignal },
): Promise<{ found: ProjectCache[]; problems: CacheProblem[] }> {
  const found: ProjectCache[] = [];
  const problems: CacheProblem[] = [];
  const matchers = kinds.map((kind) => ({ kind, fits: endMatcher(kind.pattern) }));
  for (const root of roots) {
    // A root that is itself a cache, or lies in what is closed, is named by its user.
    const folders = skip.has(root) ? [] : [root];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      if (signal?.aborted === true) return { found, problems };
      for (const entry of entriesOf(folder, problems)) {
        const path = join(folder, entry.name);
        const isFolder = entry.isDirectory();
        if ((!isFolder && !entry.isFile()) || skip.has(path)) continue;
        const way = relative(root, path).split(sep).join('/');
        const fit = matchers.find(({ kind, fits }) => kind.isFolder === isFolder && fits(way));
        if (fit !== undefined) found.push({ kind: fit.kind, path });
        else if (isFolder && mayEnter(folder, entry.name)) folders.push(path);
      }
      await turn();
    }
  }
  return { found, problems };
}

/** Of node_modules only `.cache` is of interest: all else is installed packages. */
function mayEnter(folder: string, name: string): boolean {
  return !closed.has(name) && basename(folder) !== 'node_modules';
}

function entriesOf(folder: string, problems: CacheProblem[]): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    problems.push({ path: folder, kind: 'unreadable', message: messageOf(error) });
    return [];
  }
}
