import {
  AimError,
  configFileName,
  findGitRoot,
  findProjectConfig,
  isTrusted,
  parseConfig,
  trustFile,
  withholdUntrusted,
} from '@aim/core';
import { join } from 'node:path';
import type { AimContext, AimOptions } from '../context.js';

/**
 * The file that a change goes to. Of a project: the nearest file from the working directory upward,
 * else one at the top of the repository, else in the working directory.
 *
 * @throws AimError `usage.invalid` when a project and a file are named at once
 */
export function changedFile(context: AimContext, options: AimOptions, project: boolean): string {
  if (!project) return context.editedConfigFile;
  if (options.configFile !== undefined) {
    throw new AimError('usage.invalid', '--project and --config name two files', {
      hint: 'Leave one of them out',
    });
  }
  const { cwd } = context.host;
  const found = findProjectConfig(cwd);
  if (found !== undefined && found !== context.paths.userConfigFile) return found;
  return join(findGitRoot(cwd) ?? cwd, configFileName);
}

/** What became of the trust in a project's file after the user changed it by a command. */
export type TrustAfterChange = 'kept' | 'needed' | 'not-needed';

/**
 * Keeps the trust in a project's file over a change that the user made by a command. Whoever had
 * agreed to all that the file asked for has now said the rest, so that the new content is trusted
 * as well. A file that waited for trust goes on waiting.
 *
 * @param before - the content before; undefined for a file that the command made
 */
export async function keepTrust(
  { paths }: Pick<AimContext, 'paths'>,
  file: string,
  { before, after }: { before: string | undefined; after: string },
): Promise<TrustAfterChange> {
  if (!(await asksForTrust(file, after))) return 'not-needed';
  const hadTrust =
    before === undefined ||
    (await isTrusted(paths, file, before)) ||
    !(await asksForTrust(file, before));
  if (!hadTrust) return 'needed';
  await trustFile(paths, file, after);
  return 'kept';
}

async function asksForTrust(file: string, text: string): Promise<boolean> {
  return withholdUntrusted(await parseConfig(file, text)).withheld.length > 0;
}
