import * as fs from 'node:fs';
import { basename, join } from 'node:path';
import { isMissing } from '../errors/from-system-error.js';
import { foldersUpward } from '../files/folders-upward.js';

/** The folder below a project that holds a file for each of its tools. */
export const projectManifests = join('.aim', 'tools');

/**
 * The manifests of a folder, sorted by name: each `*.json` describes the tool of its name. None for
 * a folder that is not there; for one that cannot be listed the folder itself, so that reading it
 * says why.
 */
export function manifestsIn(folder: string): string[] {
  let names: string[];
  try {
    names = fs.readdirSync(folder);
  } catch (error) {
    return isMissing(error) ? [] : [folder];
  }
  return names
    .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
    .sort()
    .map((name) => join(folder, name));
}

/**
 * The manifests of a project: of the nearest folder from here upward that holds any. One of
 * somebody else that cannot be listed is passed over: nobody can trust it.
 */
export function findProjectManifests(startFolder: string): string[] {
  for (const folder of foldersUpward(startFolder)) {
    const place = join(folder, projectManifests);
    const found = manifestsIn(place);
    if (found.length > 0 && found[0] !== place) return found;
  }
  return [];
}

/** The id of the tool that a manifest describes unless it says another. */
export function manifestId(file: string): string {
  return basename(file, '.json');
}
