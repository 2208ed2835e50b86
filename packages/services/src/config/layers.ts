import {
  configDefaults,
  configValueAt,
  createLocator,
  mergeConfig,
  readConfigFiles,
  type AimConfig,
  type ConfigSource,
  type Locate,
} from '@aim/core';
import type { AimContext, AimOptions } from '../context.js';

/** Where a value of the configuration comes from. */
export type ValueOrigin =
  | { kind: 'default' }
  /** `by`: what named the file that stands alone. */
  | { kind: ConfigSource['kind']; place: FilePlace; by?: '--config' | 'AIM_CONFIG_PATH' }
  | { kind: 'environment'; variable: string };

/** A place in a file; line and column count from 1. */
export interface FilePlace {
  file: string;
  line: number;
  column: number;
}

/** One level of the configuration. A stronger one wins. */
export interface Layer {
  config: AimConfig;
  originOf: (path: readonly string[]) => ValueOrigin;
  /** Of a file: what of it has no effect. */
  withheld: readonly WithheldPart[];
}

export interface WithheldPart {
  path: readonly string[];
  reason: string;
  /** Whether `aim trust` gives it an effect. */
  trustHelps: boolean;
}

/** Variables that stand for a key, and win over every file. */
const variables = { AIM_SECRETS_BACKEND: ['secrets', 'backend'] };

/**
 * Every level, weakest first: the defaults, the files in use, the environment. The one option that
 * changes the configuration, `--config`, chooses the file.
 *
 * @throws AimError as `loadConfig`; `usage.invalid` for a variable whose value has no meaning
 */
export async function configLayers(context: AimContext, options: AimOptions): Promise<Layer[]> {
  const defaults: Layer = {
    config: configDefaults(),
    originOf: () => ({ kind: 'default' }),
    withheld: [],
  };
  const files: Layer[] = [];
  for (const file of await readConfigFiles(context.host, context.paths, options.configFile)) {
    files.push(fileLayer(file, await createLocator(file.text), options));
  }
  return [defaults, ...files, ...(await environmentLayers(context))];
}

/** The strongest layer that sets a path. */
export function strongest(layers: readonly Layer[], path: readonly string[]): Layer | undefined {
  return layers.findLast(({ config }) => configValueAt(config, path) !== undefined);
}

/** What the layers make together. */
export function effectiveConfig(layers: readonly Layer[]): AimConfig {
  return layers.reduce<AimConfig>((merged, { config }) => mergeConfig(merged, config), {});
}

type ReadFile = Awaited<ReturnType<typeof readConfigFiles>>[number];

function fileLayer(
  { kind, path, config, withheld, manifest }: ReadFile,
  locate: Locate,
  options: AimOptions,
) {
  const named = options.configFile === undefined ? 'AIM_CONFIG_PATH' : '--config';
  const own = kind === 'user' ? { config, ignored: [] } : withoutConsent(config);
  return {
    config: own.config,
    originOf: (at: readonly string[]): ValueOrigin => ({
      kind,
      // In a manifest the tool is the whole file.
      place: { file: path, ...locate(manifest === true ? at.slice(3) : at) },
      ...(kind === 'explicit' && { by: named }),
    }),
    withheld: [
      ...withheld.map(({ path: part, reason }) => ({
        path: pathOf(part),
        reason,
        trustHelps: true,
      })),
      ...own.ignored,
    ],
  };
}

/** `agentReads` is obeyed in the user's own file and nowhere else. */
function withoutConsent(config: AimConfig) {
  const { agentReads, ...secrets } = config.secrets ?? {};
  if (agentReads === undefined) return { config, ignored: [] };
  const path = ['secrets', 'agentReads'];
  return {
    config: { ...config, secrets },
    ignored: [{ path, reason: 'it is obeyed in your own file only', trustHelps: false }],
  };
}

/** The path of a withheld part; an id of a tool may hold dots. */
function pathOf(withheld: string): string[] {
  const entry = /^(registry)\.(tools|capabilities)\.(.+)$/.exec(withheld);
  return entry === null ? withheld.split('.') : entry.slice(1);
}

async function environmentLayers({ host, secrets }: AimContext): Promise<Layer[]> {
  const set = Object.entries(variables).filter(([name]) => host.env[name]);
  if (set.length === 0) return [];
  // Whoever obeys the variable judges it.
  await (await secrets()).vaultStatus();
  return set.map(([variable, path]) => ({
    config: nested(path, host.env[variable]) as AimConfig,
    originOf: () => ({ kind: 'environment', variable }),
    withheld: [],
  }));
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
}
