import { join, win32 } from 'node:path';
import { plainText, readJsonObject } from '../../owners/read-metadata.js';
import { minutes, nameOf, spec, type Manager } from './manager.js';

export const scoop: Manager = {
  programs: ['scoop'],
  platforms: ['windows'],
  takesVersion: true,
  batches: false,
  undo: 'again',
  deadlineMs: minutes(20),
  prefix: ({ env, home }) => env['SCOOP'] || win32.join(home, 'scoop'),
  env: (prefix) => ({ SCOOP: prefix }),
  install: ([step]) => {
    if (step === undefined) return [];
    if (step.action === 'install') return [['install', spec(step, '@')]];
    if (step.to === null) return [['update', nameOf(step)]];
    // It installs another version only of what is not there.
    return [
      ['uninstall', nameOf(step)],
      ['install', spec(step, '@')],
    ];
  },
  uninstall: (steps) => steps.map((step) => ['uninstall', nameOf(step)]),
  version: (name, prefix) => {
    const manifest = readJsonObject(join(prefix, 'apps', name, 'current', 'manifest.json'));
    return manifest.kind === 'read' ? plainText(manifest.value['version']) : null;
  },
};
