import { expand, type Host } from '@aim/core';
import * as fs from 'node:fs';
import { resolve } from 'node:path';
import type { CheckFinding, HealthCheck } from '../types.js';

export const requiredPaths: HealthCheck = {
  id: 'required_paths',
  group: 'machine',
  title: 'Required paths',
  description:
    'The files and folders of environment.healthChecks.requiredPaths exist: fails for each that does not.',
  run: ({ config, host }) => {
    const wanted = [...new Set(config.environment?.healthChecks?.requiredPaths ?? [])];
    if (wanted.length === 0) return [{ status: 'skipped', message: 'No paths are required' }];
    const problems = wanted.map((text) => problemOf(text, host)).filter((p) => p !== undefined);
    if (problems.length > 0) return problems;
    return [{ status: 'ok', message: `All ${wanted.length} exist` }];
  },
};

// Told as it is configured: an untrusted project's file may name a variable that holds a key.
function problemOf(text: string, host: Host): CheckFinding | undefined {
  const expansion = expand(text, host);
  if ('missing' in expansion) {
    const names = expansion.missing.join(', ');
    return { status: 'fail', message: `${text} uses ${names}, which is not set` };
  }
  const path = resolve(host.cwd, expansion.text);
  if (fs.existsSync(path)) return undefined;
  return { status: 'fail', message: `${text} does not exist or cannot be reached`, evidence: text };
}
