import { registryOf } from '../../versions/npm-registry.js';
import type { NetworkAnswer, NetworkProbe } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

/** How long the registry may take to answer, in ms. */
const deadlineMs = 3_000;
/** Certificates and sign-ins bear this much, in ms. */
const toleranceMs = 5 * 60_000;

export const clock: HealthCheck = {
  id: 'clock',
  group: 'machine',
  title: 'Clock',
  description:
    'The clock agrees with the npm registry’s to 5 minutes: warns when not, since then certificates and logins fail. Asks only with --online.',
  isOnline: true,
  run: async ({ host, network }) => {
    const registry = registryOf('npm', host);
    if (registry === undefined) return [{ status: 'skipped', message: 'No registry to ask' }];
    const answer = await ask(registry.href, network as NetworkProbe);
    const times = timesOf(answer);
    if (times.length === 0) {
      const message = `${registry.host} did not tell the time`;
      return [{ status: 'unknown', message, evidence: registry.host }];
    }
    const now = host.now().getTime();
    const offMs = Math.min(...times.map((time) => Math.abs(now - time)));
    if (offMs <= toleranceMs) return [{ status: 'ok', message: `As at ${registry.host}` }];
    const isLate = now < (times[0] ?? now);
    return [finding(offMs, { isLate, place: registry.host, platform: host.platform })];
  },
};

async function ask(url: string, network: NetworkProbe): Promise<NetworkAnswer | undefined> {
  try {
    return await network(url, AbortSignal.timeout(deadlineMs), { method: 'HEAD' });
  } catch {
    return undefined;
  }
}

// An answer out of a cache may bear the time when it was made, and its age beside it, or not.
function timesOf(answer: NetworkAnswer | undefined): number[] {
  const date = Date.parse(answer?.date ?? '');
  const ageMs = Number(answer?.age ?? 0) * 1000;
  return [date, date + ageMs].filter(Number.isFinite);
}

function finding(
  offMs: number,
  { isLate, place, platform }: { isLate: boolean; place: string; platform: NodeJS.Platform },
): CheckFinding {
  const minutes = Math.round(offMs / 60_000);
  return {
    status: 'warn',
    message: `The clock is ${minutes} minutes ${isLate ? 'behind' : 'ahead of'} that of ${place}`,
    evidence: place,
    fix: fixes[platform] ?? 'sudo timedatectl set-ntp true',
  };
}

const fixes: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'sudo sntp -sS time.apple.com',
  win32: 'w32tm /resync',
};
