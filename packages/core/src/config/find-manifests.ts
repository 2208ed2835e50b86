import * as fs from 'node:fs';
import { basename, join } from 'node:path';
import { fileError, isMissing } from '../errors/from-system-error.js';
import { foldersUpward } from '../files/folders-upward.js';

/** The folder below a project that holds a file for each of its tools. */
export const projectManifests = join('.aim', 'tools');

/**
 * The manifests of a folder, sorted by name: each `*.json` describes the tool of its name.
 *
 * @returns none for a folder that is not there
 * @throws AimError `file.permission` for one that cannot be listed
 */
export function manifestsIn(folder: string): string[] {
  let names: string[];
  try {
    names = fs.readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw fileError('read', folder, error);
  }
  return names
    .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
    .sort()
    .map((name) => join(folder, name));
}

/** The manifests of a project: of the nearest folder from here upward that holds any. */
export function findProjectManifests(startFolder: string): string[] {
  for (const folder of foldersUpward(startFolder)) {
    const found = manifestsIn(join(folder, projectManifests));
    if (found.length > 0) return found;
  }
  return [];
}

/** The id of the tool that a manifest describes unless it says another. */
export function manifestId(file: string): string {
  return basename(file, '.json');
}
