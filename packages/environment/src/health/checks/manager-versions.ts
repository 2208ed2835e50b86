import { compareSemver } from '../../versions/semver.js';
import type { HealthInput } from '../input.js';
import { runtimeProgram } from '../runtime-programs.js';
import type { CheckFinding, HealthCheck } from '../types.js';

interface Need {
  manager: 'npm' | 'pipx' | 'uv';
  least: string;
  /** As the end of a sentence. */
  why: string;
  fix: string;
}

const needs: readonly Need[] = [
  {
    manager: 'npm',
    least: '7.0.0',
    why: 'leaves no record of what it installed, and knows no packages for one platform only',
    fix: 'npm install -g npm@latest',
  },
  {
    manager: 'pipx',
    least: '0.15.0',
    why: 'does not note which version it installed',
    fix: 'python3 -m pip install --user --upgrade pipx',
  },
  {
    manager: 'uv',
    least: '0.3.0',
    why: 'does not note which programs belong to a tool',
    fix: 'uv self update',
  },
];

export const managerVersions: HealthCheck = {
  id: 'manager_versions',
  group: 'managers',
  title: 'Versions of managers',
  description:
    'npm (7), pipx (0.15) and uv (0.3), where they are in use, are new enough to note what they install: warns of an older one. Reads their metadata, and says nothing of one that has none.',
  run: (input) => {
    const used = needs.filter(({ manager }) => isUsed(manager, input));
    if (used.length === 0) return [{ status: 'skipped', message: 'None of them is in use' }];
    const findings = used.flatMap((need) => judge(need, input));
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'None in use is too old' }];
  },
};

function isUsed(manager: Need['manager'], { tools, config }: HealthInput): boolean {
  const { npmGlobal = [], pipxApps = [] } = config.environment ?? {};
  if (tools.some(({ copies }) => copies.some(({ channel }) => channel === manager))) return true;
  return (manager === 'npm' ? npmGlobal : pipxApps).length > 0;
}

function judge({ manager, least, why, fix }: Need, { host }: HealthInput): CheckFinding[] {
  const found = runtimeProgram(manager, host);
  const version = numbersOf(found?.version ?? '');
  const order = version === undefined ? null : compareSemver(version, least);
  if (order === null || order >= 0) return [];
  const message = `${manager} ${found?.version} is older than ${least}, and ${why}`;
  return [{ status: 'warn', message, evidence: found?.path as string, fix }];
}

/** Three numbers of what may be a version of a distribution (`1:9.2.0~ds1-1`). */
function numbersOf(version: string): string | undefined {
  const [, major, minor, patch = '0'] = /^(?:\d+:)?v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  return major === undefined ? undefined : `${major}.${minor}.${patch}`;
}
