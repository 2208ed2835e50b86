import { isPlainObject } from '@aim/core';
import { join } from 'node:path';
import { readJsonObject } from '../../owners/read-metadata.js';
import { minutes, nameOf, type Manager } from './manager.js';

/** Builds in a folder of its own and replaces the program at the end: an update that fails, or is killed, leaves the old one. */
export const cargo: Manager = {
  programs: ['cargo'],
  takesVersion: true,
  batches: false,
  undo: 'again',
  deadlineMs: minutes(60),
  prefix: ({ env, home }) => env['CARGO_INSTALL_ROOT'] || env['CARGO_HOME'] || join(home, '.cargo'),
  env: () => ({}),
  install: ([step], prefix) => {
    if (step === undefined) return [];
    const version = step.to === null ? [] : ['--version', step.to];
    const again = step.action === 'install' ? [] : ['--force'];
    return [['install', '--locked', ...again, '--root', prefix, ...version, nameOf(step)]];
  },
  uninstall: (steps, prefix) => [['uninstall', '--root', prefix, ...steps.map(nameOf)]],
  version: (name, prefix) => {
    const record = readJsonObject(join(prefix, '.crates2.json'));
    const installs = record.kind === 'read' ? record.value['installs'] : undefined;
    const crates = Object.keys(isPlainObject(installs) ? installs : {});
    return crates.find((crate) => crate.startsWith(`${name} `))?.split(' ')[1] ?? null;
  },
};
