import { delimiter, join } from 'node:path';
import { namesIn } from '../../owners/read-metadata.js';
import { minutes, nameOf, spec, type Manager } from './manager.js';
import { packageVersion } from './package-version.js';

export const pnpm: Manager = {
  programs: ['pnpm'],
  takesVersion: true,
  batches: true,
  undo: 'again',
  deadlineMs: minutes(10),
  prefix: ({ platform, env, home }) => {
    if (env['PNPM_HOME']) return env['PNPM_HOME'];
    if (platform === 'darwin') return join(home, 'Library', 'pnpm');
    if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData'), 'pnpm');
    return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'pnpm');
  },
  // It refuses to install where its programs are not on PATH.
  env: (prefix, host) => ({
    PNPM_HOME: prefix,
    PATH: [prefix, join(prefix, 'bin'), host.env['PATH'] ?? ''].join(delimiter),
  }),
  install: (steps) => {
    // It builds only what is allowed by name; without a name nothing is.
    const scripts = steps.flatMap((step) => step.scripts);
    const builds =
      scripts.length === 0 ? ['--ignore-scripts'] : scripts.map((name) => `--allow-build=${name}`);
    return [['add', '--global', ...builds, ...steps.map((step) => spec(step, '@'))]];
  },
  uninstall: (steps) => [['remove', '--global', ...steps.map(nameOf)]],
  version: (name, prefix) => {
    const layouts = join(prefix, 'global');
    for (const layout of namesIn(layouts)) {
      const version = packageVersion(join(layouts, layout, 'node_modules'), name);
      if (version !== null) return version;
    }
    return null;
  },
};
