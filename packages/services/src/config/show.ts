import {
  AimError,
  configKey,
  configLeaves,
  configValueAt,
  lookUpConfigKey,
  parseConfigKey,
} from '@aim/core';
import type { AimContext, AimOptions } from '../context.js';
import { secretsHider } from './hide-values.js';
import {
  configLayers,
  effectiveConfig,
  strongest,
  type FilePlace,
  type Layer,
  type ValueOrigin,
} from './layers.js';

/** One value that is in effect, and where it comes from. */
export interface ShownValue {
  key: string;
  value: unknown;
  origin: ValueOrigin;
}

/** What a file says without effect. */
export interface WithheldValue extends FilePlace {
  key: string;
  reason: string;
  /** Whether `aim trust` gives it an effect. */
  trustHelps: boolean;
}

export interface ShownConfig {
  /** The key that was asked for; null for everything. */
  key: string | null;
  /** The effective value; null when nothing sets it. */
  value: unknown;
  /** The same by single values: what is no object. */
  values: ShownValue[];
  withheld: WithheldValue[];
}

/**
 * The configuration in effect, or what stands below one key. Secrets are shown as the references
 * that they are; what looks like one, or is one, is hidden.
 *
 * @throws AimError `usage.invalid` for a key that does not exist, `config.untrusted` for one that a
 *   project sets and may not yet; as `loadConfig`
 */
export async function showConfig(
  context: AimContext,
  options: AimOptions,
  key?: string,
): Promise<ShownConfig> {
  const path = key === undefined ? [] : knownPath(key);
  const layers = await configLayers(context, options);
  const config = withDefault(configValueAt(effectiveConfig(layers), path), path);
  const withheld = withheldBelow(layers, path);
  const first = withheld[0];
  if (config === undefined && first !== undefined) throw untrusted(first);
  const hide = await secretsHider(context, config);
  const leaves = config === undefined ? [] : configLeaves(config, path);
  return {
    key: key === undefined ? null : configKey(path),
    value: hide(config) ?? null,
    values: leaves.map(({ path: at, value }) => ({
      key: configKey(at),
      value: hide(value),
      origin: strongest(layers, at)?.originOf(at) ?? { kind: 'default' },
    })),
    withheld,
  };
}

/** The path of a key that the schema knows. @throws AimError `usage.invalid`, with the nearest key */
export function knownPath(key: string): string[] {
  const path = parseConfigKey(key);
  const known = lookUpConfigKey(path);
  if (!('problem' in known)) return path;
  throw new AimError('usage.invalid', known.problem, {
    hint: 'All keys: aim config schema',
    details: { key },
  });
}

// Defaults of the entries of a map, such as the tools, are no layer: there is no end of entries.
function withDefault(value: unknown, path: readonly string[]): unknown {
  if (value !== undefined || path.length === 0) return value;
  const known = lookUpConfigKey(path);
  return 'default' in known ? known.default : undefined;
}

function withheldBelow(layers: readonly Layer[], path: readonly string[]): WithheldValue[] {
  return layers.flatMap(({ withheld, originOf }) =>
    withheld
      .filter((part) => startsWith(part.path, path) || startsWith(path, part.path))
      .flatMap((part) => {
        const origin = originOf(part.path);
        if (!('place' in origin)) return [];
        const { path: at, reason, trustHelps } = part;
        return [{ key: configKey(at), reason, trustHelps, ...origin.place }];
      }),
  );
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((name, index) => path[index] === name);
}

function untrusted({ key, file, line, column, reason }: WithheldValue): AimError {
  const message = `${file}:${line}:${column}: ${key} has no effect: ${reason}`;
  return new AimError('config.untrusted', message, {
    hint: 'Read the file, then: aim trust',
    details: { file },
  });
}
