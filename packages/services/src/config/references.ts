import {
  configKey,
  createLocator,
  didYouMean,
  loadCatalogue,
  loadJobCatalogue,
  packageManagers,
  type AimConfig,
  type ConfigProblem,
} from '@aim/core';
import { wrongRanges } from '@aim/environment';
import { nativeTool } from '@aim/registry';

/** The names that a configuration may refer to. */
export interface KnownNames {
  tools: ReadonlySet<string>;
  checks: ReadonlySet<string>;
}

/** A configuration file as it was read and parsed; what waits for trust is in it. */
export interface ParsedFile {
  path: string;
  text: string;
  config: AimConfig;
}

/**
 * Names in a configuration file that stand for nothing: tools that neither the catalogue nor a file
 * in use knows, managers whose pins nobody obeys, health checks that do not exist, and pins that are
 * neither a version nor a range. A file with such a name loads; what it means does not happen.
 */
export async function referenceProblems(
  { path: file, text, config }: ParsedFile,
  known: KnownNames,
): Promise<ConfigProblem[]> {
  const names = references(config, known).filter(({ name, among }) => !among.has(name));
  const wrong = [...names.map(wrongName), ...wrongRanges(config, packagedTools())];
  if (wrong.length === 0) return [];
  const locate = await createLocator(text);
  return wrong.map(({ path, message }) => {
    return { file, ...locate(path), path: configKey(path), message };
  });
}

function wrongName({ path, name, what, among }: Reference) {
  const near = didYouMean(name, among);
  return {
    path,
    message: `expected ${what}, found ${name}${near === undefined ? '' : `; ${near}`}`,
  };
}

function packagedTools() {
  return loadCatalogue().tools.map(({ id, packages = [] }) => ({ id, packages }));
}

/** The ids of AIM itself, of the catalogue and of the tools that the files define, trusted or not. */
export async function knownTools(
  files: readonly Pick<ParsedFile, 'config'>[] = [],
): Promise<Set<string>> {
  const { tools, manifests = {} } = await loadJobCatalogue();
  const configured = files.flatMap(({ config }) => Object.keys(config.registry?.tools ?? {}));
  const own = [nativeTool, ...tools.map(({ id }) => id), ...Object.keys(manifests)];
  return new Set([...own, ...configured]);
}

interface Reference {
  path: string[];
  name: string;
  what: string;
  among: ReadonlySet<string>;
}

function references(config: AimConfig, known: KnownNames): Reference[] {
  const tool = (path: string[], name: string): Reference => ({
    path,
    name,
    what: 'the id of a tool',
    among: known.tools,
  });
  const { capabilities = {} } = config.registry ?? {};
  const chains = Object.entries(capabilities).flatMap(([id, capability]) => {
    const at = ['registry', 'capabilities', id];
    const { primaryTool, fallbacks = [], weights = {} } = capability;
    return [
      ...(primaryTool === undefined ? [] : [tool([...at, 'primaryTool'], primaryTool)]),
      ...fallbacks.map((name, index) => tool([...at, 'fallbacks', String(index)], name)),
      ...Object.keys(weights).map((name) => tool([...at, 'weights', name], name)),
    ];
  });
  const managers = Object.keys(config.environment?.versionPins ?? {}).map((name) => ({
    path: ['environment', 'versionPins', name],
    name,
    what: 'a package manager whose pins AIM knows',
    among: new Set<string>(packageManagers),
  }));
  const extras = Object.keys(config.environment?.extras ?? {})
    .filter((name) => !name.includes(':'))
    .map((name) => tool(['environment', 'extras', name], name));
  const ignored = (config.environment?.healthChecks?.ignore ?? []).flatMap((entry, index) => {
    const at = ['environment', 'healthChecks', 'ignore', String(index)];
    const check = {
      path: [...at, 'id'],
      name: entry.id,
      what: 'the id of a health check',
      among: known.checks,
    };
    return entry.tool === undefined ? [check] : [check, tool([...at, 'tool'], entry.tool)];
  });
  return [...chains, ...managers, ...extras, ...ignored];
}
