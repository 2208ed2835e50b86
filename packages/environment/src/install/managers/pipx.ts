import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findDistribution } from '../../owners/python-distribution.js';
import { minutes, nameOf, spec, type Manager } from './manager.js';

export const pipx: Manager = {
  programs: ['pipx'],
  takesVersion: true,
  batches: false,
  undo: 'copy',
  deadlineMs: minutes(15),
  // Every release of pipx looks into the older place when it is there.
  prefix: ({ env, home, platform }) => {
    if (env['PIPX_HOME']) return env['PIPX_HOME'];
    const newer = join(home, ...(platform === 'win32' ? ['pipx'] : ['.local', 'share', 'pipx']));
    const older = join(home, '.local', 'pipx');
    return existsSync(older) || !existsSync(newer) ? older : newer;
  },
  prefixBelow: (root) => join(root, 'pipx'),
  env: (prefix) => ({ PIPX_HOME: prefix, USE_EMOJI: '0', PIP_NO_INPUT: '1' }),
  install: ([step]) => {
    if (step === undefined) return [];
    const isNew = step.action === 'install';
    const call =
      isNew || step.to !== null
        ? ['install', ...(isNew ? [] : ['--force']), ...step.options, spec(step, '==')]
        : ['upgrade', nameOf(step)];
    const extras = step.extras.length === 0 ? [] : [['inject', bareName(step), ...step.extras]];
    return [call, ...extras];
  },
  uninstall: (steps) => steps.map((step) => ['uninstall', bareName(step)]),
  environment,
  bin: ({ env, home }) => env['PIPX_BIN_DIR'] || join(home, '.local', 'bin'),
  version: (name, prefix) =>
    findDistribution(environment(name, prefix), withoutExtras(name)).version,
};

function environment(name: string, prefix: string): string {
  return join(prefix, 'venvs', withoutExtras(name));
}

function bareName(step: Parameters<typeof nameOf>[0]): string {
  return withoutExtras(nameOf(step));
}

/** `litellm[proxy]` without what it asks for. */
export function withoutExtras(name: string): string {
  return name.replace(/\[.*\]$/, '');
}
