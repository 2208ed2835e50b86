import { join } from 'node:path';
import { npmPrefix } from '../../health/npm-prefix.js';
import { minutes, nameOf, spec, type Manager } from './manager.js';
import { packageVersion } from './package-version.js';

/** What npm need not do for a tool, and what it must not: no install script runs by itself. */
const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];

export const npm: Manager = {
  programs: ['npm'],
  takesVersion: true,
  batches: true,
  undo: 'staged',
  deadlineMs: minutes(10),
  prefix: (host) => npmPrefix(host)?.prefix,
  prefixBelow: (root) => join(root, 'npm'),
  env: () => ({}),
  install: (steps, prefix) => {
    const scripts = steps.flatMap((step) => step.scripts);
    const place = ['--global', '--prefix', prefix];
    const install = ['install', ...place, '--ignore-scripts', ...quiet];
    const calls = [[...install, ...steps.map((step) => spec(step, '@'))]];
    // Only of the packages that are named: a script of anything below them stays off.
    if (scripts.length > 0) {
      calls.push(['rebuild', ...place, '--ignore-scripts=false', ...quiet, ...scripts]);
    }
    return calls;
  },
  uninstall: (steps, prefix) => [
    ['uninstall', '--global', '--prefix', prefix, ...quiet, ...steps.map(nameOf)],
  ],
  version: (name, prefix, host) => packageVersion(npmModules(prefix, host), name),
};

/** Where npm keeps the packages of a prefix. */
export function npmModules(prefix: string, { platform }: { platform: NodeJS.Platform }): string {
  return platform === 'win32' ? join(prefix, 'node_modules') : join(prefix, 'lib', 'node_modules');
}

/** Where npm puts the programs of a prefix. */
export function npmBin(prefix: string, { platform }: { platform: NodeJS.Platform }): string {
  return platform === 'win32' ? prefix : join(prefix, 'bin');
}
