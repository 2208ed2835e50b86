import {
  AimError,
  configFileName,
  contentHash,
  findConfigFiles,
  findProjectConfig,
  isTrusted,
  parseConfig,
  readConfigFile,
  trustFile,
  withholdUntrusted,
  type ConfigPlace,
  type Withheld,
} from '@aim/core';
import { join, resolve } from 'node:path';
import type { AimContext, AimOptions } from '../context.js';
import { record } from '../record.js';

/** Where AIM keeps and looks for things. */
export interface ConfigPaths {
  /** The files in use, weakest first. */
  inUse: ConfigPlace[];
  userConfig: string;
  config: string;
  data: string;
  state: string;
  cache: string;
}

/** The folders and files of this user. Reads no file. */
export function configPaths(context: AimContext, options: AimOptions): ConfigPaths {
  const { paths, host } = context;
  return {
    inUse: findConfigFiles(host, paths, options.configFile),
    userConfig: paths.userConfigFile,
    config: paths.config,
    data: paths.data,
    state: paths.state,
    cache: paths.cache,
  };
}

export interface TrustResult {
  file: string;
  /** What the file may do from now on. */
  granted: Withheld[];
  /** False when this content was trusted already. */
  changed: boolean;
  /** SHA-256 of the content, in hex. */
  hash: string;
}

/** Shows what `aim trust` would grant. @throws AimError `config.not_found`, `config.invalid` */
export async function planTrust(context: AimContext, folder?: string): Promise<TrustResult> {
  return (await readWishes(context, folder)).result;
}

/**
 * Lets a project's configuration, as it is now, do what it asks for: the file in `folder`, or the
 * nearest one from the working directory upward.
 *
 * @param hash - of the content that the user has seen; another one is refused
 * @throws AimError `config.not_found`, `config.invalid`, `config.untrusted` for another content
 */
export async function trust(
  context: AimContext,
  folder?: string,
  hash?: string,
): Promise<TrustResult> {
  const { result, text } = await readWishes(context, folder);
  if (hash !== undefined && hash !== result.hash) {
    throw new AimError('config.untrusted', `${result.file} has changed since it was shown`, {
      hint: 'Read the file, then: aim trust',
      details: { file: result.file },
    });
  }
  if (!result.changed) return result;
  // The very text whose wishes are shown.
  await trustFile(context.paths, result.file, text);
  await record(context, {
    event: 'config_trust',
    message: `trusted ${result.file}`,
    details: { file: result.file, granted: result.granted.map(({ path }) => path) },
  });
  return result;
}

async function readWishes(
  { host, paths }: AimContext,
  folder: string | undefined,
): Promise<{ result: TrustResult; text: string }> {
  const file =
    folder === undefined
      ? (findProjectConfig(host.cwd) ?? join(host.cwd, configFileName))
      : join(resolve(host.cwd, folder), configFileName);
  const text = readConfigFile(file);
  const { withheld } = withholdUntrusted(await parseConfig(file, text));
  const changed = !(await isTrusted(paths, file, text));
  const hash = await contentHash(text);
  return { result: { file, granted: withheld, changed, hash }, text };
}
