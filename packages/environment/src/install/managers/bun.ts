import { join } from 'node:path';
import { minutes, nameOf, spec, type Manager } from './manager.js';
import { packageVersion } from './package-version.js';

export const bun: Manager = {
  programs: ['bun'],
  takesVersion: true,
  batches: true,
  undo: 'again',
  deadlineMs: minutes(10),
  prefix: ({ env, home }) => env['BUN_INSTALL'] || join(home, '.bun'),
  env: (prefix) => ({ BUN_INSTALL: prefix }),
  install: (steps) => {
    const allowed = steps.filter(({ scripts }) => scripts.length > 0);
    const others = steps.filter(({ scripts }) => scripts.length === 0);
    const call = (some: typeof steps, option: string) =>
      some.length === 0
        ? []
        : [['add', '--global', '--exact', option, ...some.map((step) => spec(step, '@'))]];
    return [...call(others, '--ignore-scripts'), ...call(allowed, '--trust')];
  },
  uninstall: (steps) => [['remove', '--global', ...steps.map(nameOf)]],
  version: (name, prefix) =>
    packageVersion(join(prefix, 'install', 'global', 'node_modules'), name),
};
