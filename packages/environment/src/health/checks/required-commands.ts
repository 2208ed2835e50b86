import { resolveCommand, type Host } from '@aim/core';
import { listed } from '../command-text.js';
import type { HealthCheck } from '../types.js';
import { findPython } from './python.js';

export const requiredCommands: HealthCheck = {
  id: 'required_commands',
  group: 'machine',
  title: 'Required commands',
  description:
    'The programs of environment.healthChecks.requiredCommands are on PATH: warns when some are not, fails when half or more are not.',
  run: ({ config, host }) => {
    const wanted = [...new Set(config.environment?.healthChecks?.requiredCommands ?? [])];
    if (wanted.length === 0) return [{ status: 'skipped', message: 'No commands are required' }];
    const states = wanted.map((command) => ({ command, path: find(command, host) }));
    const paths = states.map((state) => state.path).filter((path) => path !== undefined);
    const absent = states.filter((state) => state.path === undefined).map((state) => state.command);
    const evidence = paths.length === 0 ? {} : { evidence: listed(paths) };
    if (absent.length === 0) {
      return [{ status: 'ok', message: `Found ${listed(wanted)}`, ...evidence }];
    }
    const message = `Not on PATH: ${listed(absent)} (${absent.length} of ${wanted.length})`;
    return [{ status: absent.length * 2 < wanted.length ? 'warn' : 'fail', message, ...evidence }];
  },
};

function find(command: string, host: Host): string | undefined {
  const found = resolveCommand(command, host);
  if (found.kind === 'found') return found.path;
  // Most Linux systems have only python3, and AIM+ configurations ask for python.
  return command === 'python' ? findPython(host) : undefined;
}
