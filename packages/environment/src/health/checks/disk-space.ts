import { npmPrefix } from '../npm-prefix.js';
import type { HealthInput } from '../input.js';
import { targetOf } from '../look-at-files.js';
import type { CheckFinding, HealthCheck } from '../types.js';

const mib = 1024 * 1024;
/** Some tools are 400 MB, and npm needs the place twice while it installs. */
const fewBytes = 1024 * mib;
/** Sessions, logs and vault cannot be written for long. */
const fewestBytes = 64 * mib;

export const diskSpace: HealthCheck = {
  id: 'disk_space',
  group: 'machine',
  title: 'Disk space',
  description:
    'There is room in the home folder and where npm installs: warns below 1 GiB, fails below 64 MiB.',
  run: async (input) => {
    const findings = await Promise.all(placesOf(input).map((path) => judge(path, input)));
    const bad = findings.filter(({ status }) => status !== 'ok');
    return bad.length > 0 ? bad : findings.slice(0, 1);
  },
};

/** One folder of each file system. */
function placesOf({ host }: HealthInput): string[] {
  const prefix = npmPrefix(host)?.prefix;
  const byDevice = new Map<number, string>();
  for (const path of [host.home, ...(prefix === undefined ? [] : [prefix])]) {
    const device = targetOf(path)?.dev;
    if (device !== undefined && !byDevice.has(device)) byDevice.set(device, path);
  }
  return byDevice.size === 0 ? [host.home] : [...byDevice.values()];
}

async function judge(path: string, { freeBytes }: HealthInput): Promise<CheckFinding> {
  const free = await freeBytes(path);
  if (free === null) return { status: 'ok', message: `Nothing tells how much is free in ${path}` };
  const message = `${sizeText(free)} are free in ${path}`;
  if (free >= fewBytes) return { status: 'ok', message, evidence: path };
  const status = free < fewestBytes ? 'fail' : 'warn';
  return { status, message: `Only ${message}`, evidence: path, fix: 'npm cache clean --force' };
}

function sizeText(bytes: number): string {
  const size = bytes / mib;
  return size < 1024 ? `${Math.floor(size)} MiB` : `${(size / 1024).toFixed(1)} GiB`;
}
