import {
  configFileName,
  findProjectConfig,
  isAimError,
  parseConfig,
  readTextFile,
  type AimConfig,
} from '@aim/core';
import * as fs from 'node:fs';
import { join } from 'node:path';
import type { AimContext } from '../context.js';
import type { MigrationTarget } from './types.js';

export interface OpenedTarget extends MigrationTarget {
  /** What it holds; undefined when there is none, or when it is a file of AIM+ itself. */
  config: AimConfig | undefined;
  /** True for a file of AIM+ that AIM cannot use as it is. */
  isOld: boolean;
}

/** The file that a migration writes: the one that is named, the project's, or the user's. */
export function targetFile(
  { host, paths, editedConfigFile }: AimContext,
  isProject: boolean,
): Pick<MigrationTarget, 'file' | 'kind'> {
  if (isProject) {
    const file = findProjectConfig(host.cwd) ?? join(host.cwd, configFileName);
    return { file, kind: 'project' };
  }
  const isUsers = editedConfigFile === paths.userConfigFile;
  return { file: editedConfigFile, kind: isUsers ? 'user' : 'explicit' };
}

/**
 * Reads the file that a migration writes.
 *
 * @param isSource - true when it was named or found as an old file too: then AIM+ may have made it
 * @throws AimError `config.invalid`, `file.permission`
 */
export async function openTarget(
  place: Pick<MigrationTarget, 'file' | 'kind'>,
  isSource: boolean,
): Promise<OpenedTarget> {
  const text = readTextFile(place.file);
  if (text === undefined) return { ...place, exists: false, config: undefined, isOld: false };
  try {
    const config = await parseConfig(place.file, text);
    return { ...place, exists: true, config, isOld: false };
  } catch (error) {
    if (!isAimError(error) || !isSource) throw error;
    return { ...place, exists: true, config: undefined, isOld: true };
  }
}

/** True for two ways to the same file. */
export function isSameFile(a: string, b: string): boolean {
  const real = (path: string) => {
    try {
      return fs.realpathSync(path);
    } catch {
      return path;
    }
  };
  return real(a) === real(b);
}
