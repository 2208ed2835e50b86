import { holdOf } from '../../lock/choose-version.js';
import type { LockedToolFacts, LockFacts } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const cooldown: HealthCheck = {
  id: 'cooldown',
  group: 'version',
  title: 'Young versions',
  description:
    'The locked versions have been out for as long as environment.versionPolicy says: warns of each that has not, which a pin let pass, and of one whose time nobody tells.',
  run: async (input) => {
    const { tools, policy } = await input.locks();
    const timed = tools.filter(({ locked }) => hasTime(locked));
    if (timed.length === 0)
      return [{ status: 'skipped', message: 'No version of a registry is locked' }];
    const findings = timed.flatMap((each) => judge(each, policy, input.host.now()));
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'No locked version is younger than the cooldown' }];
  },
};

/** Of the others no registry tells hashes, and so no times. */
function hasTime({ version, integrity }: LockedToolFacts['locked']): boolean {
  return version !== null && Object.keys(integrity).length > 0;
}

function judge(
  { tool, file, locked }: LockedToolFacts,
  policy: LockFacts['policy'],
  now: Date,
): CheckFinding[] {
  const version = locked.version as string;
  const { publishedAt, integrity } = locked;
  const known = { publishedAt, integrity, signatures: [], withdrawn: null };
  const facts = { latest: null, versions: { [version]: known } };
  const hold = holdOf(version, { facts, policy, now });
  if (hold === null) return [];
  const message =
    hold.until === null
      ? `${tool} is locked at ${version}, and nobody tells when that was published`
      : `${tool} is locked at ${version}, which is younger than the cooldown until ${hold.until}`;
  return [{ status: 'warn', tool, message, evidence: file }];
}
