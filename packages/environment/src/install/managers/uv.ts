import { join } from 'node:path';
import { findDistribution } from '../../owners/python-distribution.js';
import { minutes, nameOf, spec, type Manager } from './manager.js';
import { withoutExtras } from './pipx.js';

export const uv: Manager = {
  programs: ['uv'],
  takesVersion: true,
  batches: false,
  undo: 'copy',
  deadlineMs: minutes(15),
  prefix: ({ env, home, platform }) => {
    if (env['UV_TOOL_DIR']) return env['UV_TOOL_DIR'];
    if (platform === 'win32') return join(env['APPDATA'] ?? home, 'uv', 'tools');
    return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'uv', 'tools');
  },
  prefixBelow: (root) => join(root, 'uv'),
  env: (prefix) => ({ UV_TOOL_DIR: prefix, UV_NO_PROGRESS: '1' }),
  install: ([step]) => {
    if (step === undefined) return [];
    const extras = step.extras.flatMap((extra) => ['--with', extra]);
    // Without a version, `install` is content with any that is there.
    const newest = step.action !== 'install' && step.to === null ? ['--upgrade'] : [];
    return [['tool', 'install', ...newest, ...step.options, ...extras, spec(step, '==')]];
  },
  uninstall: (steps) => steps.map((step) => ['tool', 'uninstall', withoutExtras(nameOf(step))]),
  environment,
  bin: ({ env, home }) =>
    env['UV_TOOL_BIN_DIR'] || env['XDG_BIN_HOME'] || join(home, '.local', 'bin'),
  version: (name, prefix) =>
    findDistribution(environment(name, prefix), withoutExtras(name)).version,
};

function environment(name: string, prefix: string): string {
  return join(prefix, withoutExtras(name));
}
