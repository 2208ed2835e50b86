import { AimError } from '@aim/core';
import type { AimContext } from '../context.js';
import { findOldFiles } from './find-old-files.js';
import { stateOf, type FileState } from './journal.js';
import { planSecrets } from './plan-secrets.js';
import { readOldFile } from './read-old-file.js';
import { isSameFile, openTarget, targetFile, type OpenedTarget } from './target.js';
import type { MigrationSource, SecretsStep } from './types.js';

/** Everything that a plan is made of. */
export interface Gathered {
  target: OpenedTarget;
  /** The target's bytes. */
  before: FileState | undefined;
  sources: MigrationSource[];
  audits: string[];
  secrets: SecretsStep[];
}

/**
 * Finds and reads the old files, and the configuration that is there.
 *
 * @param from - folders and files; the usual places when there are none
 * @throws AimError `migrate.nothing`, `migrate.invalid`, `config.*`, `file.permission`
 */
export async function gather(
  context: AimContext,
  from: readonly string[],
  isProject: boolean,
): Promise<Gathered> {
  const { host } = context;
  const { settings, audits } = findOldFiles(host, from);
  const place = targetFile(context, isProject);
  const before = stateOf(place.file);
  const isTarget = ({ file }: { file: string }) => isSameFile(file, place.file);
  const target = await openTarget(place, settings.some(isTarget));
  const sources: MigrationSource[] = [];
  // A configuration that AIM can use is what the others are laid under.
  for (const { file, tree } of settings.filter((each) => target.isOld || !isTarget(each))) {
    sources.push(await readOldFile(file, tree));
  }
  const secrets = await planSecrets(context, sources);
  if (settings.length + audits.length + secrets.length > 0) {
    return { target, before, sources, audits, secrets };
  }
  throw new AimError('migrate.nothing', `There are no files of AIM+ or AI_MANGER ${where(from)}`, {
    hint:
      from.length > 0
        ? 'Name the folder that holds AIM_registry.json, aim_config.json or toolstack.config.json'
        : 'Name the folder of AIM+ or AI_MANGER: aim config migrate DIR',
  });
}

function where(from: readonly string[]): string {
  return from.length > 0 ? `in ${from.join(', ')}` : 'in their usual places';
}
