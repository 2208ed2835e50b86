import { resolveCommand, type Host } from '@aim/core';
import { join } from 'node:path';
import { listed, putOnPath } from '../command-text.js';
import type { HealthInput } from '../input.js';
import { mayWrite, realPath, realPathFolders, targetOf } from '../look-at-files.js';
import { nodePrograms } from '../node-programs.js';
import { npmPrefix } from '../npm-prefix.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const managers: HealthCheck = {
  id: 'managers',
  group: 'managers',
  title: 'npm and pipx',
  description:
    'The managers that are in use: fails without one for the configured packages, warns when npm’s folder cannot be written or a folder of programs is not on PATH, mentions a second Node on PATH.',
  run: (input) => {
    const npm = usesNpm(input);
    const pipx = usesPipx(input);
    if (!npm && !pipx) return [{ status: 'skipped', message: 'Neither npm nor pipx is in use' }];
    const findings = [...(npm ? npmFindings(input) : []), ...(pipx ? pipxFindings(input) : [])];
    if (findings.length > 0) return findings;
    return [
      {
        status: 'ok',
        message: `${npm && pipx ? 'npm and pipx' : npm ? 'npm' : 'pipx'} can install`,
      },
    ];
  },
};

function usesNpm({ config, tools }: HealthInput): boolean {
  const hasPackages = (config.environment?.npmGlobal ?? []).length > 0;
  return hasPackages || tools.some(({ channel }) => channel === 'npm');
}

function usesPipx({ config, tools }: HealthInput): boolean {
  const hasApps = (config.environment?.pipxApps ?? []).length > 0;
  return hasApps || tools.some(({ channel }) => channel === 'pipx');
}

function npmFindings({ config, host }: HealthInput): CheckFinding[] {
  const packages = config.environment?.npmGlobal ?? [];
  if (packages.length > 0 && isAbsent('npm', host)) {
    const message = `No npm on PATH for the npmGlobal ${listed(packages)}`;
    return [{ status: 'fail', message, fix: 'Install Node.js: https://nodejs.org/en/download' }];
  }
  return [...npmFolderFindings(host), ...secondNode(host)];
}

function npmFolderFindings(host: Host): CheckFinding[] {
  const place = npmPrefix(host);
  if (place === undefined || targetOf(place.modules) === undefined) return [];
  const findings: CheckFinding[] = [];
  if (!mayWrite(place.modules)) {
    findings.push({
      status: 'warn',
      message: `npm install -g cannot write ${place.modules}`,
      evidence: place.modules,
      fix: 'npm config set prefix ~/.local',
    });
  }
  if (targetOf(place.bin) !== undefined && !isOnPath(place.bin, host)) {
    findings.push({
      status: 'warn',
      message: `Programs of npm install -g are not found: ${place.bin} is not on PATH`,
      evidence: place.bin,
      fix: putOnPath(place.bin, host),
    });
  }
  return findings;
}

function secondNode(host: Host): CheckFinding[] {
  const nodes = nodePrograms(host);
  if (nodes.length < 2) return [];
  const words = nodes.map(({ path, version }) => `${path} (${version ?? 'version unknown'})`);
  const message = `${nodes.length} Node programs are on PATH, each with global packages of its own: ${listed(words)}`;
  return [{ status: 'info', message, evidence: nodes.map(({ path }) => path).join(', ') }];
}

function pipxFindings({ config, host }: HealthInput): CheckFinding[] {
  const apps = config.environment?.pipxApps ?? [];
  if (apps.length > 0 && isAbsent('pipx', host) && isAbsent('uv', host)) {
    const message = `Neither pipx nor uv is on PATH for the pipxApps ${listed(apps)}`;
    return [{ status: 'fail', message, fix: 'python3 -m pip install --user pipx' }];
  }
  const bin = host.env['PIPX_BIN_DIR'] || join(host.home, '.local/bin');
  if (targetOf(bin) === undefined || isOnPath(bin, host)) return [];
  const message = `Programs of pipx are not found: ${bin} is not on PATH`;
  return [{ status: 'warn', message, evidence: bin, fix: putOnPath(bin, host) }];
}

function isAbsent(program: string, host: Host): boolean {
  return resolveCommand(program, host).kind !== 'found';
}

function isOnPath(folder: string, host: Host): boolean {
  return realPathFolders(host).includes(realPath(folder));
}
