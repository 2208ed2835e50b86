import { expand, type Host } from '@aim/core';
import { resolve } from 'node:path';
import { configuredWord } from '../command-text.js';
import { targetOf } from '../look-at-files.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const permissions: HealthCheck = {
  id: 'permissions',
  group: 'machine',
  title: 'Permissions',
  description:
    'The files and folders of environment.healthChecks.permissions allow no more than it says: fails for each that does. One that is absent allows nothing.',
  run: ({ config, host }) => {
    const wanted = Object.entries(config.environment?.healthChecks?.permissions ?? {});
    if (wanted.length === 0)
      return [{ status: 'skipped', message: 'No permissions are configured' }];
    if (host.platform === 'win32') {
      return [{ status: 'skipped', message: 'Windows has no such permissions' }];
    }
    const findings = wanted.flatMap(([text, mode]) => judge(text, mode, host));
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: `All ${wanted.length} are as restricted as they should be` }];
  },
};

// Told as it is configured, like `required_paths`: a variable may hold a key.
function judge(text: string, octal: string, host: Host): CheckFinding[] {
  const expansion = expand(text, host);
  if ('missing' in expansion) {
    const message = `${text} uses ${expansion.missing.join(', ')}, which is not set`;
    return [{ status: 'fail', message }];
  }
  const stat = targetOf(resolve(host.cwd, expansion.text));
  if (stat === undefined) return [];
  const [mode, most] = [stat.mode & 0o777, Number.parseInt(octal, 8)];
  if ((mode & ~most) === 0) return [];
  const word = configuredWord(text);
  return [
    {
      status: 'fail',
      message: `${text} has mode ${words(mode)}, which allows more than ${words(most)}`,
      evidence: text,
      ...(word !== undefined && { fix: `chmod ${words(mode & most)} ${word}` }),
    },
  ];
}

function words(mode: number): string {
  return mode.toString(8).padStart(3, '0');
}
