import { win32 } from 'node:path';
import { minutes, nameOf, type Manager } from './manager.js';

const silent = ['--exact', '--silent', '--disable-interactivity', '--accept-source-agreements'];

/** winget answers in the language of the system: nothing of what it prints is read. */
export const winget: Manager = {
  programs: ['winget'],
  platforms: ['windows'],
  takesVersion: true,
  batches: false,
  undo: 'again',
  deadlineMs: minutes(20),
  prefix: ({ env, home }) =>
    win32.join(env['LOCALAPPDATA'] ?? win32.join(home, 'AppData', 'Local'), 'Microsoft', 'WinGet'),
  env: () => ({}),
  install: ([step]) => {
    if (step === undefined) return [];
    const verb = step.action === 'update' ? 'upgrade' : 'install';
    const version = step.to === null ? [] : ['--version', step.to];
    const force = ['downgrade', 'reinstall', 'restore'].includes(step.action) ? ['--force'] : [];
    return [
      [verb, '--id', nameOf(step), ...silent, '--accept-package-agreements', ...force, ...version],
    ];
  },
  uninstall: (steps) => steps.map((step) => ['uninstall', '--id', nameOf(step), ...silent]),
};
