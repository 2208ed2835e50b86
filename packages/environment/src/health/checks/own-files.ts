import { isLeftLock, type AimPaths } from '@aim/core';
import { dirname } from 'node:path';
import { quoted } from '../command-text.js';
import { entryAt } from '../look-at-files.js';
import type { HealthInput } from '../input.js';
import { ownFileList } from '../own-file-list.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const ownFiles: HealthCheck = {
  id: 'own_files',
  group: 'integrity',
  title: 'Permissions of AIM’s files',
  description:
    'Nobody else can read or change what AIM keeps, and no lock is left by a dead process: fails when others can, warns of a folder that they can list and of a lock.',
  run: (input) => {
    const files = ownFileList(input.paths);
    if (files.length === 0) return [{ status: 'skipped', message: 'AIM keeps no file yet' }];
    const findings = [
      ...files.flatMap((path) => [...openTo(path, input), ...leftLock(path)]),
      ...openAbove(input.paths, input),
    ];
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: `All ${files.length} files and folders are yours alone` }];
  },
};

function openTo(path: string, { host }: HealthInput): CheckFinding[] {
  const stat = entryAt(path);
  if (stat === undefined || host.uid === undefined || stat.isSymbolicLink()) return [];
  if (stat.uid !== host.uid) {
    const message = `${path} belongs to user ${stat.uid}, not to you`;
    return [{ status: 'fail', message, evidence: path, fix: `ls -ld ${word(path, host)}` }];
  }
  const mode = stat.mode & 0o777;
  if ((mode & 0o077) === 0) return [];
  const octal = mode.toString(8).padStart(4, '0');
  // Whoever could write may have put something there: a person has to look first.
  if ((mode & 0o022) !== 0) {
    const message = `Other users can change ${path} (mode ${octal}): look whether it is as you left it`;
    return [{ status: 'fail', message, evidence: path, fix: `chmod go= ${word(path, host)}` }];
  }
  return [
    {
      // The names in a folder are less than what is in the files.
      status: stat.isDirectory() ? 'warn' : 'fail',
      message: `Other users can read ${path} (mode ${octal})`,
      evidence: path,
      fix: `chmod go= ${word(path, host)}`,
      repair: { kind: 'chmod', path, mode: mode & 0o700 },
    },
  ];
}

// Who may write there can put another folder in its place; in one like /tmp nobody can.
function openAbove(paths: AimPaths, { host }: HealthInput): CheckFinding[] {
  const above = [...new Set([paths.data, paths.config, paths.state].map((path) => dirname(path)))];
  return above
    .filter((path) => ((entryAt(path)?.mode ?? 0) & 0o1002) === 0o002)
    .map((path) => ({
      status: 'fail',
      message: `Every user of this machine can replace the folders in ${path}`,
      evidence: path,
      fix: `chmod o-w ${word(path, host)}`,
    }));
}

function leftLock(path: string): CheckFinding[] {
  if (!path.endsWith('.lock') || !isLeftLock(path)) return [];
  return [
    {
      status: 'warn',
      message: `${path} is left by a process that is dead`,
      evidence: path,
      fix: 'aim health --fix',
      repair: { kind: 'remove-lock', path },
    },
  ];
}

function word(path: string, { platform }: HealthInput['host']): string {
  return quoted(path, platform);
}
