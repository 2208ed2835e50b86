import { resolveCommand, type Host } from '@aim/core';
import { dirname, isAbsolute, join } from 'node:path';
import { readMetadata, realPathOrNone } from '../owners/read-metadata.js';

/** Where `npm install -g` puts packages and programs, as npm finds it out. */
export interface NpmPrefix {
  prefix: string;
  modules: string;
  bin: string;
}

/** Read from the variable, the user's `.npmrc` or the place of node; npm is not started. */
export function npmPrefix(host: Host): NpmPrefix | undefined {
  const prefix = configured(host) ?? besideNode(host);
  if (prefix === undefined) return undefined;
  if (host.platform === 'win32') {
    return { prefix, modules: join(prefix, 'node_modules'), bin: prefix };
  }
  return { prefix, modules: join(prefix, 'lib/node_modules'), bin: join(prefix, 'bin') };
}

function configured({ env, home }: Host): string | undefined {
  const variable = env['npm_config_prefix'] ?? env['NPM_CONFIG_PREFIX'];
  if (variable) return variable;
  const file = readMetadata(env['NPM_CONFIG_USERCONFIG'] || join(home, '.npmrc'));
  if (file.kind !== 'read') return undefined;
  const written = /^\s*prefix\s*=\s*(.+?)\s*$/m.exec(file.value)?.[1];
  const prefix = written
    ?.replace(/^(["'])(.*)\1$/, '$2')
    .replace(/^~(?=\/|$)|\$\{HOME\}/g, () => home);
  return prefix !== undefined && isAbsolute(prefix) ? prefix : undefined;
}

function besideNode(host: Host): string | undefined {
  const node = resolveCommand('node', host);
  const real = node.kind === 'found' ? realPathOrNone(node.path) : undefined;
  if (real === undefined) return undefined;
  if (host.platform === 'win32') {
    return host.env['APPDATA'] ? join(host.env['APPDATA'], 'npm') : dirname(real);
  }
  return dirname(dirname(real));
}
