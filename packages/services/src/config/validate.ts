import {
  configInvalid,
  findConfigFiles,
  findDuplicateKeys,
  isAimError,
  parsePlace,
  projectManifests,
  readConfigFile,
  type ConfigPlace,
  type ConfigProblem,
} from '@aim/core';
import { referencedSecret } from '@aim/secrets';
import { dirname, resolve, sep } from 'node:path';
import type { AimContext, AimOptions } from '../context.js';
import { allHealthChecks } from '../health-checks.js';
import { keyProblems, type CheckKeys } from './dashboard-keys.js';
import { knownTools, referenceProblems, type ParsedFile } from './references.js';

export interface ValidateRequest {
  /** The files in use unless told. */
  file?: string;
  /** Holds the keys of the dashboard against its actions; they are not looked at without it. */
  checkKeys?: CheckKeys;
}

/**
 * Checks the named file, or every file in use: that it parses, the schema, keys that stand twice,
 * and names that stand for nothing. References to secrets that are not stored are told: whoever
 * shares a file does not share the secrets.
 *
 * @throws AimError `config.invalid` with all problems of all files, `config.not_found`,
 *   `config.unreadable`
 */
export async function validateConfigFiles(
  context: AimContext,
  options: AimOptions,
  { file, checkKeys }: ValidateRequest = {},
): Promise<{ files: string[] }> {
  const { host, paths } = context;
  const inUse = () => findConfigFiles(host, paths, options.configFile);
  const places = file === undefined ? inUse() : [placeOf(resolve(host.cwd, file))];
  const read = await readAll(places, readConfigFile);
  // A file that is not asked about and cannot be used defines no tools.
  const others = file === undefined ? [] : (await readAll(inUse(), readIfPossible)).files;
  const known = {
    tools: await knownTools([...read.files, ...others]),
    checks: new Set(allHealthChecks(context).map(({ id }) => id)),
  };
  const problems = [...read.problems];
  for (const each of read.files) {
    problems.push(...(await findDuplicateKeys(each.path, each.text)));
    problems.push(...(await referenceProblems(each, known)));
    if (checkKeys !== undefined) problems.push(...(await keyProblems(each, checkKeys)));
  }
  if (problems.length > 0) throw configInvalid(problems);
  await tellAbsentSecrets(context, read.files);
  return { files: places.map(({ path }) => path) };
}

/** A file that is named may be a configuration, or a manifest in its folder. */
function placeOf(path: string): ConfigPlace {
  const manifest = dirname(path).endsWith(`${sep}${projectManifests}`);
  return { kind: 'explicit', path, ...(manifest ? { manifest } : {}) };
}

interface ReadFiles {
  files: ParsedFile[];
  problems: ConfigProblem[];
}

/** Parses each; what is wrong with one does not keep the others from being told. */
async function readAll(
  places: readonly ConfigPlace[],
  read: (path: string) => string,
): Promise<ReadFiles> {
  const result: ReadFiles = { files: [], problems: [] };
  for (const place of places) {
    const { path } = place;
    const text = read(path);
    try {
      result.files.push({ path, text, config: await parsePlace(place, text) });
    } catch (error) {
      if (!isAimError(error) || error.code !== 'config.invalid') throw error;
      result.problems.push(...((error.details?.['problems'] ?? []) as ConfigProblem[]));
    }
  }
  return result;
}

function readIfPossible(path: string): string {
  try {
    return readConfigFile(path);
  } catch {
    return '{}';
  }
}

async function tellAbsentSecrets(context: AimContext, files: readonly ParsedFile[]): Promise<void> {
  const wanted = files.flatMap(({ path, config }) => {
    const { env = {}, commands = {} } = config.run ?? {};
    const all = [env, ...Object.values(commands).map((command) => command.env ?? {})];
    return all.flatMap(Object.values<string>).map((text) => ({ path, name: nameIn(text) }));
  });
  if (wanted.length === 0) return;
  const stored = new Set((await (await context.secrets()).listSecrets()).map(({ name }) => name));
  const told = new Set<string>();
  for (const { path, name } of wanted) {
    if (stored.has(name) || told.has(name)) continue;
    told.add(name);
    context.notify({
      id: 'config.secret_absent',
      severity: 'warn',
      message: `${path} names the secret ${name}, which is not stored`,
      fix: `aim secrets set ${name}`,
    });
  }
}

function nameIn(reference: string): string {
  return referencedSecret(reference) as string;
}
