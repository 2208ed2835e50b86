import {
  aimPaths,
  loadJobCatalogue,
  loadConfig,
  systemHost,
  type AimConfig,
  type AimPaths,
  type Catalogue,
  type ConfigSource,
  type Host,
  type LoadedConfig,
  type Withheld,
} from '@aim/core';
import { detectTools, type ToolPresence } from '@aim/environment';
import { SecretsManager } from '@aim/secrets';
import type { InvokeSources } from './invoke/invoke-on.js';
import { buildRegistry, type Registry } from './tools/build-registry.js';
import { toolFiles } from './tools/tool-files.js';

export interface RegistryOptions {
  /** The real machine unless told. */
  host?: Host;
  paths?: AimPaths;
  /** The one configuration file; unless told, the user's and the project's. */
  configFile?: string;
}

/** The registry of a user, and what jobs are run with (see `invokeJob`). */
export interface OpenedRegistry extends InvokeSources {
  paths: AimPaths;
  config: AimConfig;
  sources: readonly ConfigSource[];
  /** Every tool by id, as the machine holds it. */
  presence: ReadonlyMap<string, ToolPresence>;
  secrets: SecretsManager;
  withheld: readonly Withheld[];
}

/**
 * Reads the configuration and looks for the tools. Starts no process and opens no socket and no
 * store.
 *
 * @throws AimError `config.not_found`, `config.unreadable`, `config.invalid`
 */
export async function openRegistry(options: RegistryOptions = {}): Promise<OpenedRegistry> {
  const host = options.host ?? systemHost();
  const paths = options.paths ?? aimPaths(host);
  const loaded = await loadConfig(host, paths, options.configFile);
  const catalogue = await loadJobCatalogue();
  const registry = loadRegistry(catalogue, loaded);
  const found = detectTools([...registry.tools.values()], host);
  const backend = loaded.config.secrets?.backend;
  return {
    host,
    paths,
    ...loaded,
    catalogue,
    registry,
    presence: new Map(found.map((each) => [each.id, each])),
    secrets: new SecretsManager({ host, paths, ...(backend === undefined ? {} : { backend }) }),
    withheld: loaded.sources.flatMap((source) => source.withheld),
  };
}

/** The registry of a configuration that is loaded, each tool with the file that defines it. */
export function loadRegistry(catalogue: Catalogue, { config, sources }: LoadedConfig): Registry {
  return buildRegistry(catalogue, config, toolFiles(sources));
}
