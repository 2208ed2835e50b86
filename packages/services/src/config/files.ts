import {
  AimError,
  configFileName,
  contentHash,
  findConfigFiles,
  findProjectConfig,
  findProjectManifests,
  isTrusted,
  manifestsIn,
  parsePlace,
  projectManifests,
  readConfigFile,
  revokeTrust,
  trustFile,
  withholdUntrusted,
  type AimConfig,
  type ConfigPlace,
  type Host,
  type Withheld,
} from '@aim/core';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
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
  /** The configuration; the first manifest where there is none. */
  file: string;
  /** Every file that it is about: the configuration and the manifests beside it. */
  files: string[];
  /** What the files may do from now on. */
  granted: Withheld[];
  /** False when all of this content was trusted already. */
  changed: boolean;
  /** SHA-256 of the content, in hex. */
  hash: string;
}

/** Shows what `aim trust` would grant. @throws AimError `config.not_found`, `config.invalid` */
export async function planTrust(context: AimContext, folder?: string): Promise<TrustResult> {
  return (await readWishes(context, folder)).result;
}

/**
 * Lets a project's configuration, as it is now, do what it asks for: the file and the manifests in
 * `folder`, or the nearest ones from the working directory upward.
 *
 * @param hash - of the content that the user has seen; another one is refused
 * @throws AimError `config.not_found`, `config.invalid`, `config.untrusted` for another content
 */
export async function trust(
  context: AimContext,
  folder?: string,
  hash?: string,
): Promise<TrustResult> {
  const { result, texts } = await readWishes(context, folder);
  if (hash !== undefined && hash !== result.hash) {
    throw new AimError(
      'config.untrusted',
      `${result.files.join(', ')}: changed since it was shown`,
      {
        hint: 'aim trust --dry-run',
        details: { file: result.file },
      },
    );
  }
  if (!result.changed) return result;
  // The very texts whose wishes are shown.
  for (const [file, text] of texts) await trustFile(context.paths, file, text);
  const { file, files, granted } = result;
  await record(context, {
    event: 'config_trust',
    message: `trusted ${files.join(', ')}`,
    details: { file, files, granted: granted.map(({ path }) => path) },
  });
  return result;
}

export interface RevokeResult {
  folder: string;
  /** Files that were trusted, in the folder or below it. */
  files: string[];
}

/**
 * Takes back the consent to every file of a project: of `folder`, or of the nearest project from the
 * working directory upward. Also of files that are no more there.
 */
export async function revokeProjectTrust(
  context: AimContext,
  folder?: string,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<RevokeResult> {
  const { host, paths } = context;
  const home = folder === undefined ? projectFolder(host.cwd) : resolve(host.cwd, folder);
  const files = await revokeTrust(paths, home, { dryRun });
  if (files.length > 0 && !dryRun) {
    await record(context, {
      event: 'config_trust',
      message: `trusts no more ${files.join(', ')}`,
      details: { files, granted: [] },
    });
  }
  return { folder: home, files };
}

function projectFolder(cwd: string): string {
  const config = findProjectConfig(cwd);
  if (config !== undefined) return dirname(config);
  const [manifest] = findProjectManifests(cwd);
  return manifest === undefined ? cwd : resolve(dirname(manifest), '../..');
}

async function readWishes(
  { host, paths }: AimContext,
  folder: string | undefined,
): Promise<{ result: TrustResult; texts: Map<string, string> }> {
  const places = projectPlaces(host.cwd, folder);
  const texts = new Map<string, string>();
  const granted: Withheld[] = [];
  const parsed: Parsed[] = [];
  let changed = false;
  for (const place of places) {
    const text = readConfigFile(place.path);
    const config = await parsePlace(place, text);
    parsed.push({ ...place, config });
    granted.push(...withholdUntrusted(config).withheld);
    changed ||= !(await isTrusted(paths, place.path, text));
    texts.set(place.path, text);
  }
  // Rules are no configuration of their own: what the file that names them asks for is said there.
  const rules = await rulesText(parsed, host);
  if (rules !== undefined) {
    changed ||= !(await isTrusted(paths, rules.file, rules.text));
    texts.set(rules.file, rules.text);
  }
  const files = [...texts.keys()];
  const file = files[0] as string;
  return { result: { file, files, granted, changed, hash: await hashOf(texts) }, texts };
}

type Parsed = ConfigPlace & { config: AimConfig };

/** The rules that the configuration of a project names, where they are there. */
async function rulesText(
  places: readonly Parsed[],
  host: Host,
): Promise<{ file: string; text: string } | undefined> {
  if (!places.some(({ config }) => config.registry?.crossToolRulesPath !== undefined)) return;
  const { findRules } = await import('./cross-tool-rules.js');
  const found = await findRules(places, host);
  if ('why' in found) return undefined;
  const { readOldText } = await import('../migrate/read-old-file.js');
  return { file: found.file, text: readOldText(found.file) };
}

/** Of one file its own, of several that of a list of theirs. */
async function hashOf(texts: ReadonlyMap<string, string>): Promise<string> {
  const hashes = await Promise.all([...texts.values()].map(contentHash));
  const [first = '', ...others] = hashes;
  if (others.length === 0) return first;
  return contentHash([...texts.keys()].map((file, i) => `${hashes[i]}  ${file}\n`).join(''));
}

/** The configuration of a project, and the manifests of it; the configuration where there is neither. */
function projectPlaces(cwd: string, folder: string | undefined): ConfigPlace[] {
  const home = folder === undefined ? undefined : resolve(cwd, folder);
  const manifests =
    home === undefined ? findProjectManifests(cwd) : manifestsIn(join(home, projectManifests));
  const config = home === undefined ? findProjectConfig(cwd) : existing(join(home, configFileName));
  const files = manifests.map((path) => ({
    kind: 'project' as const,
    path,
    manifest: true as const,
  }));
  if (config === undefined && files.length > 0) return files;
  return [{ kind: 'project', path: config ?? join(home ?? cwd, configFileName) }, ...files];
}

function existing(file: string): string | undefined {
  return existsSync(file) ? file : undefined;
}
