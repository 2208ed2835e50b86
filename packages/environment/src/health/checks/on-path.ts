import { dirname } from 'node:path';
import { putOnPath } from '../command-text.js';
import type { HealthCheck } from '../types.js';

export const onPath: HealthCheck = {
  id: 'on_path',
  group: 'presence',
  title: 'Tools on PATH',
  description: 'Every installed tool is found on PATH: warns of one that lies only elsewhere.',
  run: ({ tools, host }) => {
    const installed = tools.filter((tool) => tool.installed);
    if (installed.length === 0) return [{ status: 'skipped', message: 'No tool is installed' }];
    const hidden = installed.filter(({ copies }) => !copies.some((copy) => copy.onPath));
    if (hidden.length === 0) return [{ status: 'ok', message: 'Each is found by its name' }];
    return hidden.map(({ id, name, path }) => ({
      status: 'warn',
      tool: id,
      message: `${name} lies at ${path}, whose folder is not on PATH`,
      evidence: path as string,
      fix: putOnPath(dirname(path as string), host),
    }));
  },
};
