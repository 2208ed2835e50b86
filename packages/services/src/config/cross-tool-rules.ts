import {
  expandSetting,
  isAimError,
  isTrusted,
  mergeConfig,
  type AimConfig,
  type AimPaths,
  type ConfigSource,
  type Finding,
  type Host,
  type LoadedConfig,
} from '@aim/core';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { planConfig } from '../migrate/plan-config.js';
import { parseOldFile, readOldText } from '../migrate/read-old-file.js';
import { knownTools } from './references.js';

const path = ['registry', 'crossToolRulesPath'];

export interface RulesScope {
  host: Host;
  paths: AimPaths;
  notify: (finding: Finding) => void;
}

/** The file that `registry.crossToolRulesPath` names. */
export interface RulesFile {
  file: string;
  /** Whose word it is. */
  source: Pick<ConfigSource, 'kind' | 'path'>;
}

/**
 * The configuration with the routes and limits of the AIM+ rules that it names, below its own. Rules
 * that are not there, or that a project names and nobody trusted, have no effect and are told.
 *
 * @throws AimError `migrate.invalid` for a file that is no such rules, with file, line and column
 */
export async function withCrossToolRules(
  loaded: LoadedConfig,
  { host, paths, notify }: RulesScope,
): Promise<LoadedConfig> {
  const found = await findRules(loaded.sources, host);
  if ('why' in found) {
    notify({
      id: 'config.rules',
      severity: 'warn',
      message: `The rules of registry.crossToolRulesPath do not count: ${found.why}`,
      fix: 'aim config migrate takes them into aim_config.json',
    });
    return loaded;
  }
  const { file, source } = found;
  const text = readOldText(file);
  if (source.kind === 'project' && !(await isTrusted(paths, file, text))) {
    notify({
      id: 'config.rules',
      severity: 'warn',
      message: `The rules in ${file} wait for trust`,
      fix: `aim trust ${dirname(source.path)}`,
    });
    return loaded;
  }
  const rules = await rulesOf(file, text, { host, config: loaded.config });
  return { ...loaded, config: mergeConfig({ registry: rules }, loaded.config) };
}

/** The rules file that these sources name, or why there is none. */
export async function findRules(
  sources: readonly Pick<ConfigSource, 'kind' | 'path' | 'config'>[],
  host: Host,
): Promise<RulesFile | { why: string }> {
  const source = sources.findLast(
    ({ config }) => config.registry?.crossToolRulesPath !== undefined,
  );
  if (source === undefined) return { why: 'nothing names them' };
  try {
    const text = await expandSetting([source], path, host);
    const file = resolve(dirname(source.path), (text ?? '').replaceAll('\\', '/'));
    return existsSync(file) ? { file, source } : { why: `there is no ${file}` };
  } catch (error) {
    if (isAimError(error) && error.code === 'config.invalid') return { why: error.message };
    throw error;
  }
}

/** Only routes and limits: such a file has nothing else. */
async function rulesOf(
  file: string,
  text: string,
  { host, config }: { host: Host; config: AimConfig },
): Promise<NonNullable<AimConfig['registry']>> {
  const source = await parseOldFile(file, dirname(dirname(file)), text);
  const known = new Set([...(await knownTools()), ...Object.keys(config.registry?.tools ?? {})]);
  const plan = await planConfig(
    [source],
    { file, config: undefined },
    { platform: host.platform, knownTools: known },
  );
  const { capabilities, limits } = (plan.config as AimConfig).registry ?? {};
  return { ...(capabilities && { capabilities }), ...(limits && { limits }) };
}
