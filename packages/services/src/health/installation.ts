import type { CheckFinding, HealthCheck } from '@aim/environment';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import type { AimContext } from '../context.js';

/** The oldest Node that AIM is tested with: `engines` of its packages. */
const oldestNode = [20, 19];

export function installationCheck({ keychainHelper }: AimContext): HealthCheck {
  return {
    id: 'aim',
    group: 'aim',
    title: 'AIM',
    description:
      'AIM is whole and runs on a Node that it is made for: fails for an older one or a missing part, mentions that its code is compiled at each start.',
    run: () => {
      const findings = [...nodeFindings(), ...bundleFindings(keychainHelper)];
      if (findings.length > 0) return findings;
      return [{ status: 'ok', message: `Whole, on Node ${process.version}` }];
    },
  };
}

function nodeFindings(): CheckFinding[] {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = oldestNode;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return [];
  const message = `AIM runs on Node ${process.version}, which is older than ${oldestNode.join('.')}`;
  const fix = 'Install a newer Node.js: https://nodejs.org/en/download';
  return [{ status: 'fail', message, evidence: process.execPath, fix }];
}

function bundleFindings(helper: string | undefined): CheckFinding[] {
  if (helper === undefined) return [];
  const folder = dirname(helper);
  if (!fs.existsSync(helper)) {
    const message = `${helper} is missing, so that no keychain can be asked`;
    return [{ status: 'fail', message, evidence: folder, fix: 'Build or install AIM anew' }];
  }
  const code = join(folder, 'quick-status.js');
  const cache = join(
    folder,
    `quick-status-${process.version}-${process.platform}-${process.arch}.cache`,
  );
  if (!fs.existsSync(code) || isUpToDate(cache, code)) return [];
  const message = `AIM was built by another Node than ${process.version}, and compiles its code at each start`;
  return [{ status: 'info', message, evidence: cache, fix: 'npm run build' }];
}

function isUpToDate(cache: string, code: string): boolean {
  const made = fs.statSync(cache, { throwIfNoEntry: false });
  return made !== undefined && made.mtimeMs >= fs.statSync(code).mtimeMs;
}
