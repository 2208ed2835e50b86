import { findGitRoot, isWithin, type DirectoryOwner, type Host } from '@aim/core';
import * as fs from 'node:fs';
import { placedDirectories } from './catalogue-places.js';
import { hasCacheTag } from './cache-tag.js';
import { heldPathFinder } from './held-paths.js';
import { measureTree, type CountedInodes } from './measure.js';
import { withoutNested, type CountedPlace } from './nested.js';
import { kindsOf } from './patterns.js';
import { findProjectCaches, type ProjectCache } from './project-caches.js';
import { realRoots } from './roots.js';
import type { CacheProblem, CacheScan, CacheScanOptions, FoundCache, HeldPath } from './types.js';

/**
 * Finds caches, models, logs and sessions: at the places of the catalogue, and those of projects
 * below the roots. Each byte is counted once: of nested places, of files with several names, of
 * roots that lie in each other. Follows no link, changes nothing, and tells what it could not see.
 *
 * @param owners - the directories of the catalogue
 */
export async function scanCaches(
  owners: readonly DirectoryOwner[],
  host: Host,
  options: CacheScanOptions = {},
): Promise<CacheScan> {
  const { paths = [], signal } = options;
  const isNamed = paths.length > 0;
  const named = realRoots(isNamed ? paths : (options.roots ?? [host.cwd]), host);
  const { roots } = named;
  const all = placedDirectories(owners, host, findGitRoot(host.cwd));
  const isWanted = ({ path }: { path: string }) =>
    !isNamed || roots.some((root) => isWithin(path, root));
  const { kinds, problems: wrong } = kindsOf(options.patterns);
  const skip = new Set([...all.placed.map(({ path }) => path), ...(options.skip ?? [])]);
  const project = await findProjectCaches(roots, kinds, { skip, ...(signal && { signal }) });
  const problems: CacheProblem[] = [
    ...named.problems,
    ...wrong,
    ...all.problems.filter(isWanted),
    ...project.problems,
  ];
  const counted: CountedInodes = new Set();
  const measure = async (cache: Described): Promise<FoundCache[]> => {
    const holds: HeldPath[] = [...cache.holds];
    const find = heldPathFinder(cache.path, cache.rules);
    const top = fs.lstatSync(cache.path, { throwIfNoEntry: false, bigint: true });
    if (top === undefined || signal?.aborted === true) return [];
    const measured = await measureTree(cache.path, {
      counted,
      look: (path, stat) => {
        const held = find(path, stat);
        if (held !== undefined) holds.push(held);
      },
      ...(signal && { signal }),
    });
    problems.push(...measured.problems);
    holds.push(...measured.problems.map(({ path }): HeldPath => ({ path, why: 'unreadable' })));
    return [
      {
        ...cache,
        holds: outermostHeld(holds),
        isFolder: top.isDirectory(),
        identity: `${top.dev}:${top.ino}`,
        size: measured.size,
      },
    ];
  };
  const caches: FoundCache[] = [];
  const counts = withoutNested(all.placed.filter(isWanted)).filter(isReported);
  for (const described of [...counts.map(catalogueCache), ...project.found.map(projectCache)]) {
    caches.push(...(await measure(described)));
  }
  caches.sort(
    (a, b) => b.size.allocatedBytes - a.size.allocatedBytes || (a.path < b.path ? -1 : 1),
  );
  return { roots, caches, problems };
}

type Described = Omit<FoundCache, 'identity' | 'isFolder' | 'size'>;

/** A credential has no size that anybody wants to know. */
function isReported({ place }: CountedPlace): boolean {
  return place.directory.kind !== 'credentials';
}

function catalogueCache({ place, holds }: CountedPlace): Described {
  const { owner, directory, path, isElsewhere } = place;
  const { id, kind, safety, keep = [], contents, list = [], cleanup = [], clean = [] } = directory;
  const isProven = !isElsewhere || hasCacheTag(path);
  return {
    id,
    owner: { id: owner.id, name: owner.name },
    origin: 'catalogue',
    kind,
    safety,
    proof: isProven ? `It is where ${owner.name} keeps it.` : null,
    path,
    holds,
    contents,
    list,
    cleanup,
    clean,
    rules: { keep, repositoryDepth: 1 },
  };
}

function projectCache({ kind, path }: ProjectCache): Described {
  const isProven = kind.isProven(path);
  return {
    id: kind.id,
    owner: kind.owner,
    origin: 'project',
    kind: 'cache',
    safety: isProven ? 'regenerable' : 'unproven',
    proof: isProven ? kind.proof : null,
    path,
    holds: [],
    contents: kind.contents,
    list: [],
    cleanup: [],
    clean: [],
    rules: { keep: [], repositoryDepth: Infinity },
  };
}

/** Of folders that are held as a whole, not every file. */
function outermostHeld(holds: readonly HeldPath[]): HeldPath[] {
  const sorted = [...holds].sort((a, b) => (a.path < b.path ? -1 : 1));
  const kept: HeldPath[] = [];
  for (const held of sorted) {
    const last = kept.at(-1);
    if (last === undefined || !isWithin(held.path, last.path)) kept.push(held);
  }
  return kept;
}
