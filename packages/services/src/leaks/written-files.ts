import {
  findGitRoot,
  placePaths,
  placeScope,
  type CatalogueToolDetails,
  type Host,
  type ToolWrite,
} from '@aim/core';
import * as fs from 'node:fs';
import { glob } from 'tinyglobby';

/** File systems of memory sticks keep times of two seconds. */
const coarseMs = 2000;

/**
 * The paths, which may hold `*` and `**`, where a tool writes down what passes through it:
 * transcripts, histories, logs, state and configuration, but no models.
 */
export function writtenPlaces(
  details: Pick<CatalogueToolDetails, 'writes' | 'folders'>,
  host: Host,
): string[] {
  const scope = placeScope(details, host, findGitRoot(host.cwd));
  return details.writes.filter(isText).flatMap(({ path }) => placePaths({ path }, scope));
}

/** True for what may hold words that passed through the tool. */
export function isText({ kind }: Pick<ToolWrite, 'kind'>): boolean {
  return kind !== 'model';
}

/** The regular files of these places that were changed at or after a time, each once. */
export async function filesChangedSince(
  places: readonly string[],
  sinceMs: number,
): Promise<string[]> {
  const found = new Map<string, string>();
  for (const place of places) {
    for (const file of await filesOf(place)) {
      const stat = fs.lstatSync(file, { throwIfNoEntry: false, bigint: true });
      if (stat === undefined || !stat.isFile()) continue;
      if (Number(stat.mtimeMs) < sinceMs - coarseMs) continue;
      found.set(`${stat.dev}:${stat.ino}`, file);
    }
  }
  return [...found.values()].sort();
}

/** The files of a place. A folder that is named without a pattern stands for all that lies in it. */
export async function filesOf(place: string): Promise<string[]> {
  const segments = place.split(/[/\\]/);
  const first = segments.findIndex((segment) => segment.includes('*'));
  const base = (first < 0 ? segments : segments.slice(0, first)).join('/') || '/';
  const stat = fs.statSync(base, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (first < 0 && !stat.isDirectory()) return [base];
  return glob(first < 0 ? '**' : segments.slice(first).join('/'), {
    cwd: base,
    absolute: true,
    dot: true,
    expandDirectories: false,
    followSymbolicLinks: false,
  });
}
