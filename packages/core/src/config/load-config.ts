import type { Host } from '../host/host.js';
import type { AimPaths } from '../paths/aim-paths.js';
import { findConfigFiles, type ConfigPlace } from './find-config.js';
import { mergeConfig } from './layers.js';
import { parsePlace } from './parse-config.js';
import { readConfigFile } from './read-config-file.js';
import { isTrusted } from './trust.js';
import type { AimConfig } from './types.js';
import { withholdUntrusted, type Withheld } from './withhold.js';

/** A file that took part in the configuration. */
export interface ConfigSource extends ConfigPlace {
  trusted: boolean;
  /** What this file asks for and does not get until it is trusted. */
  withheld: Withheld[];
  /** What of this file counts. */
  config: AimConfig;
}

export interface LoadedConfig {
  config: AimConfig;
  /** Weakest first. */
  sources: ConfigSource[];
}

/**
 * Reads, checks and merges the configuration: the user's file below the project's, or the one file
 * that is named. Objects merge key by key; lists and plain values of the stronger file win whole.
 * A project's file that is not trusted takes part without the parts that need trust.
 *
 * @param named - the value of `--config`; `AIM_CONFIG_PATH` is looked at when it is absent
 * @throws AimError `usage.invalid` for an empty name, `config.not_found` for a named file that is absent, `config.unreadable`,
 *   `config.invalid`
 */
export async function loadConfig(
  host: Host,
  paths: AimPaths,
  named?: string,
): Promise<LoadedConfig> {
  const files = await readConfigFiles(host, paths, named);
  return {
    config: files.reduce<AimConfig>((merged, { config }) => mergeConfig(merged, config), {}),
    sources: files.map(({ text: _, ...source }) => source),
  };
}

/** The same, file by file, with the very text that was read of each. */
export async function readConfigFiles(
  host: Host,
  paths: AimPaths,
  named?: string,
): Promise<(ConfigSource & { text: string })[]> {
  const files: (ConfigSource & { text: string })[] = [];
  for (const place of findConfigFiles(host, paths, named)) {
    const text = readConfigFile(place.path);
    const parsed = await parsePlace(place, text);
    const trusted = place.kind !== 'project' || (await isTrusted(paths, place.path, text));
    const part = trusted ? { config: parsed, withheld: [] } : withholdUntrusted(parsed);
    files.push({
      ...place,
      trusted: trusted || part.withheld.length === 0,
      withheld: part.withheld,
      config: part.config,
      text,
    });
  }
  return files;
}
