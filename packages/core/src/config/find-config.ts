import * as fs from 'node:fs';
import { join, resolve } from 'node:path';
import { AimError } from '../errors/aim-error.js';
import { isMissing } from '../errors/from-system-error.js';
import { foldersUpward } from '../files/folders-upward.js';
import { findProjectManifests, manifestsIn } from './find-manifests.js';
import type { AimPaths } from '../paths/aim-paths.js';
import type { Host } from '../host/host.js';

export const configFileName = 'aim_config.json';

/** Where a configuration file comes from; it decides whether its wishes are the user's own. */
export type ConfigKind = 'user' | 'project' | 'explicit';

export interface ConfigPlace {
  kind: ConfigKind;
  path: string;
  /** The file describes one tool. */
  manifest?: true;
}

/**
 * The files that make up the configuration, weakest first: the user's, then the project's, which
 * is the nearest `aim_config.json` from the working directory upward; each after the manifests of
 * its place. A file named by `--config` or `AIM_CONFIG_PATH` stands alone, whether it exists or not.
 *
 * @param named - the value of `--config`
 * @throws AimError `usage.invalid` for a name that is empty, which is most often a variable of a
 *   script that is not set; an empty `AIM_CONFIG_PATH` counts as not set
 */
export function findConfigFiles(host: Host, paths: AimPaths, named?: string): ConfigPlace[] {
  if (named === '') {
    throw new AimError('usage.invalid', '--config needs a file', {
      hint: 'aim --config FILE …, or leave it out to use the files that are found',
    });
  }
  const explicit = named ?? host.env['AIM_CONFIG_PATH'];
  if (explicit) return [{ kind: 'explicit', path: resolve(host.cwd, explicit) }];
  const places = manifests('user', manifestsIn(paths.userManifests));
  if (exists(paths.userConfigFile)) places.push({ kind: 'user', path: paths.userConfigFile });
  places.push(...manifests('project', findProjectManifests(host.cwd)));
  const project = findProjectConfig(host.cwd);
  if (project !== undefined && project !== paths.userConfigFile) {
    places.push({ kind: 'project', path: project });
  }
  return places;
}

function manifests(kind: ConfigKind, files: readonly string[]): ConfigPlace[] {
  return files.map((path) => ({ kind, path, manifest: true }));
}

/**
 * The file that a change of the configuration goes to: the one that stands alone, else the user's.
 *
 * @param named - the value of `--config`
 */
export function editedConfigFile(host: Host, paths: AimPaths, named?: string): string {
  const explicit = named ?? host.env['AIM_CONFIG_PATH'];
  return explicit ? resolve(host.cwd, explicit) : paths.userConfigFile;
}

/** The nearest `aim_config.json` from a folder upward; undefined when there is none. */
export function findProjectConfig(startFolder: string): string | undefined {
  for (const folder of foldersUpward(resolve(startFolder))) {
    const candidate = join(folder, configFileName);
    if (exists(candidate)) return candidate;
  }
  return undefined;
}

// Something that is there but cannot be looked at counts as existing: reading it will say why.
function exists(path: string): boolean {
  try {
    return fs.statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    return !isMissing(error);
  }
}
