import { platformName, resolveCommand, type Host } from '@aim/core';
import { dirname } from 'node:path';
import type { ToolCopy } from '../detect/types.js';
import { managers } from './managers/managers.js';
import type { Machine, ManagerOnMachine } from './plan/facts.js';
import { installManagers, type InstallManager } from './types.js';

/**
 * The managers of this machine: those whose program PATH has and that work on this system. Starts
 * nothing.
 *
 * @param toolsRoot - below which new tools go, for the managers that can be told
 */
export function lookAtManagers(host: Host, toolsRoot?: string): Machine {
  const platform = platformName(host);
  const found: Partial<Record<InstallManager, ManagerOnMachine>> = {};
  for (const id of installManagers) {
    const { platforms, programs, prefix, prefixBelow } = managers[id];
    if (platforms?.includes(platform) === false) continue;
    const program = programs
      .map((name) => resolveCommand(name, host))
      .find(({ kind }) => kind === 'found');
    if (program?.kind !== 'found') continue;
    const place =
      toolsRoot !== undefined && prefixBelow !== undefined ? prefixBelow(toolsRoot) : prefix(host);
    if (place !== undefined) found[id] = { program: program.path, prefix: place };
  }
  return { platform, managers: found };
}

/** Where its manager keeps a copy, as the place of its metadata tells; null when it does not. */
export function prefixOfCopy({ channel, evidence }: Pick<ToolCopy, 'channel' | 'evidence'>) {
  switch (channel) {
    case 'npm':
      return before(evidence, /[\\/](?:lib[\\/])?node_modules[\\/](?!.*[\\/]node_modules[\\/])/);
    case 'pipx':
      return before(evidence, /[\\/]venvs[\\/][^\\/]+[\\/]/);
    case 'uv':
      return dirname(dirname(evidence));
    case 'cargo':
      return dirname(evidence);
    default:
      return null;
  }
}

function before(path: string, mark: RegExp): string | null {
  const at = path.search(mark);
  return at <= 0 ? null : path.slice(0, at);
}
