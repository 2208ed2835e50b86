import { lockHolder, type Host } from '@aim/core';
import { join } from 'node:path';
import { namesIn } from '../../owners/read-metadata.js';
import { holderOf, kernelLocks } from '../kernel-locks.js';
import { ownFileList } from '../own-file-list.js';
import type { HealthInput } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const busyLocks: HealthCheck = {
  id: 'busy_locks',
  group: 'managers',
  title: 'Locks',
  description:
    'Mentions an installer that works right now and would make another one wait: apt, Homebrew and uv on Linux, and another AIM.',
  run: (input) => {
    const findings = [...ofInstallers(input), ...ofAim(input)];
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'No installer holds a lock' }];
  },
};

function ofInstallers({ host }: HealthInput): CheckFinding[] {
  if (host.platform !== 'linux') return [];
  const locks = kernelLocks();
  return installerLocks(host).flatMap(({ name, files }) => {
    const held = files
      .map((path) => ({ path, pid: holderOf(path, locks) }))
      .find(({ pid }) => pid !== undefined);
    return held === undefined ? [] : busy(name, held.path, held.pid ?? null);
  });
}

interface InstallerLocks {
  name: string;
  files: string[];
}

function installerLocks({ env, home }: Host): InstallerLocks[] {
  const brew = join(env['HOMEBREW_PREFIX'] || '/home/linuxbrew/.linuxbrew', 'var/homebrew/locks');
  const data = env['XDG_DATA_HOME'] || join(home, '.local/share');
  return [
    { name: 'apt', files: ['/var/lib/dpkg/lock-frontend', '/var/lib/dpkg/lock'] },
    { name: 'Homebrew', files: namesIn(brew).map((name) => join(brew, name)) },
    { name: 'uv', files: [join(env['UV_TOOL_DIR'] || join(data, 'uv/tools'), '.lock')] },
  ];
}

function ofAim({ paths }: HealthInput): CheckFinding[] {
  return ownFileList(paths)
    .filter((path) => path.endsWith('.lock'))
    .flatMap((path) => {
      const pid = lockHolder(path);
      return pid === undefined || pid === process.pid ? [] : busy('Another AIM', path, pid);
    });
}

function busy(name: string, path: string, pid: number | null): CheckFinding[] {
  const who = pid === null ? '' : ` (process ${pid})`;
  const message = `${name} is at work${who}: what needs it waits`;
  return [
    {
      status: 'info',
      message,
      evidence: path,
      ...(pid !== null && { fix: `ps -p ${pid}` }),
    },
  ];
}
