import { resolveCommand, type Host } from '@aim/core';
import * as fs from 'node:fs';
import { basename } from 'node:path';
import type { CheckFinding, HealthCheck } from '../types.js';

/** pipx itself runs on older ones, most of its AI tools do not. */
const oldestMinor = 10;

/** The version is read from the name behind the link (`python3.11`); no program is started. */
export const python: HealthCheck = {
  id: 'python',
  group: 'runtime',
  title: 'Python',
  description:
    'A Python for the configured pipxApps: fails without one, warns when it is older than 3.10.',
  run: ({ config, host }) => {
    const apps = config.environment?.pipxApps ?? [];
    if (apps.length === 0) return [{ status: 'skipped', message: 'No pipxApps are configured' }];
    return [judge(host, apps)];
  },
};

/** The program that runs Python 3: `python3`, or where there is none `python`. */
export function findPython(host: Host): string | undefined {
  for (const name of ['python3', 'python']) {
    const found = resolveCommand(name, host);
    if (found.kind === 'found') return found.path;
  }
  return undefined;
}

function judge(host: Host, apps: readonly string[]): CheckFinding {
  const path = findPython(host);
  if (path === undefined) {
    return { status: 'fail', message: `No python3 on PATH for the pipxApps ${apps.join(', ')}` };
  }
  const version = versionInName(path);
  if (version === undefined) {
    return { status: 'ok', message: `Found; its version shows only when it runs`, evidence: path };
  }
  const [major, minor] = version;
  const isOld = major < 3 || (major === 3 && minor < oldestMinor);
  const text = `Python ${major}.${minor}${isOld ? `, older than 3.${oldestMinor}` : ''}`;
  return { status: isOld ? 'warn' : 'ok', message: text, evidence: path };
}

function versionInName(path: string): [number, number] | undefined {
  const match = /^python(\d+)\.(\d+)/.exec(basename(fs.realpathSync(path)));
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
}
