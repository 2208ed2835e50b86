import type { Host } from '@aim/core';
import { howToInstall } from '../install-advice.js';
import { headOf } from '../look-at-files.js';
import type { HealthCheck } from '../types.js';

/** WSL puts the folders of Windows on PATH; a tool of npm found there runs the Node of Windows. */
export const wslLeak: HealthCheck = {
  id: 'wsl_leak',
  group: 'presence',
  title: 'Tools of Windows in WSL',
  description:
    'Within WSL, tools are those of Linux: warns of one that PATH takes from a drive of Windows.',
  run: (input) => {
    if (!isWsl(input.host)) return [{ status: 'skipped', message: 'This is no WSL' }];
    const leaked = input.tools.filter(({ path }) => /^\/mnt\/[a-z]\//.test(path ?? ''));
    if (leaked.length === 0) return [{ status: 'ok', message: 'Each tool is one of Linux' }];
    return leaked.map(({ id, name, path }) => ({
      status: 'warn',
      tool: id,
      message: `${name} is the one of Windows: it knows nothing of this Linux and its files`,
      evidence: path as string,
      fix: howToInstall(id, input),
    }));
  },
};

function isWsl({ platform, env }: Host): boolean {
  if (platform !== 'linux') return false;
  const isTold = (env['WSL_DISTRO_NAME'] ?? env['WSL_INTEROP'] ?? '') !== '';
  // sudo and ssh take the variables away.
  return isTold || /microsoft/i.test(headOf('/proc/sys/kernel/osrelease'));
}
