import { dpkgDatabase } from '../../owners/dpkg-database.js';
import { minutes, nameOf, spec, type Manager } from './manager.js';

export const apt: Manager = {
  programs: ['apt-get'],
  platforms: ['linux'],
  takesVersion: true,
  batches: true,
  undo: 'again',
  root: 'sudo',
  deadlineMs: minutes(30),
  prefix: () => '/',
  env: () => ({ DEBIAN_FRONTEND: 'noninteractive' }),
  install: (steps) => {
    const back = steps.some(({ action }) => action === 'downgrade' || action === 'restore');
    const again = steps.some(({ action }) => action === 'reinstall');
    return [
      [
        'install',
        '--yes',
        ...(back ? ['--allow-downgrades'] : []),
        ...(again ? ['--reinstall'] : []),
        ...steps.map((step) => spec(step, '=')),
      ],
    ];
  },
  uninstall: (steps) => [['remove', '--yes', ...steps.map(nameOf)]],
  version: (name, prefix) => dpkgDatabase(prefix).versionOf(name) ?? null,
};
