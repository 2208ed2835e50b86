import { readTextFile, type Host } from '@aim/core';
import { join } from 'node:path';
import { safeBase } from './sources/source.js';

/** Where npm asks unless told. */
export const publicRegistry = 'https://registry.npmjs.org/';

/**
 * The registry that npm would ask for a package: of its scope in the user's `.npmrc`, else
 * `npm_config_registry`, else `registry` in that file, else the public one. Without credentials;
 * undefined for an address that is not https, except on this machine.
 */
export function registryOf(packageName: string, host: Pick<Host, 'env' | 'home'>): URL | undefined {
  const settings = npmSettings(host);
  const scope = /^@[^/]+/.exec(packageName)?.[0];
  const wanted =
    (scope && settings.get(`${scope}:registry`)) ??
    host.env['npm_config_registry'] ??
    host.env['NPM_CONFIG_REGISTRY'] ??
    settings.get('registry') ??
    publicRegistry;
  return safeBase(wanted);
}

/** The lines of the user's `.npmrc`, as they are written. */
export function npmSettings({ env, home }: Pick<Host, 'env' | 'home'>): Map<string, string> {
  const lines = (text(env['npm_config_userconfig'] ?? join(home, '.npmrc')) ?? '').split(/\r?\n/);
  return new Map(
    lines.flatMap((line) => {
      const [, key, value] = /^\s*([^#;=\s]+)\s*=\s*(\S+)\s*$/.exec(line) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    }),
  );
}

function text(path: string): string | undefined {
  try {
    return readTextFile(path);
  } catch {
    return undefined;
  }
}
