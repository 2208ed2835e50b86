import { resolveCommand, type Host } from '@aim/core';
import { dirname } from 'node:path';
import { realPathOrNone } from '../../owners/read-metadata.js';
import type { PlannedStep } from '../types.js';
import { minutes, nameOf, type Manager } from './manager.js';

/**
 * Without these, installing one formula may remove others: `brew` cleans up old kegs, removes what
 * it thinks nobody needs any more, and upgrades what depends on it.
 */
const safety = {
  HOMEBREW_NO_INSTALL_CLEANUP: '1',
  HOMEBREW_NO_AUTOREMOVE: '1',
  HOMEBREW_NO_INSTALLED_DEPENDENTS_CHECK: '1',
} as const;

export const brew: Manager = homebrew('--formula', true);
/** A cask may ask for a password, so one goes after another. */
export const brewCask: Manager = homebrew('--cask', false);

function homebrew(kind: '--formula' | '--cask', batches: boolean): Manager {
  const verb = ({ action }: PlannedStep) => {
    if (action === 'reinstall') return 'reinstall';
    return action === 'install' ? 'install' : 'upgrade';
  };
  return {
    programs: ['brew'],
    platforms: kind === '--cask' ? ['macos'] : ['macos', 'linux'],
    takesVersion: false,
    batches,
    ...(kind === '--cask' && { root: 'itself' as const }),
    undo: 'none',
    deadlineMs: minutes(30),
    prefix,
    env: () => ({ ...safety, HOMEBREW_NO_ENV_HINTS: '1', NONINTERACTIVE: '1' }),
    install: (steps) => {
      const verbs = [...new Set(steps.map(verb))];
      return verbs.map((each) => [
        each,
        kind,
        ...steps.filter((step) => verb(step) === each).map(nameOf),
      ]);
    },
    uninstall: (steps) => [['uninstall', kind, ...steps.map(nameOf)]],
  };
}

function prefix(host: Host): string | undefined {
  if (host.env['HOMEBREW_PREFIX']) return host.env['HOMEBREW_PREFIX'];
  const found = resolveCommand('brew', host);
  if (found.kind !== 'found') return undefined;
  // On Linux `bin/brew` is a link into the repository of Homebrew below the prefix.
  const real = realPathOrNone(found.path) ?? found.path;
  return dirname(dirname(real)).replace(/\/Homebrew$/, '');
}
