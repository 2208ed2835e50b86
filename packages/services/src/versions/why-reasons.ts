import { compareVersions } from '@aim/environment';
import type { VersionWhy } from '../version-why.js';

/** What is known of a version, in sentences that say what to do about it. Pure. */
export function whyReasons(why: Omit<VersionWhy, 'reasons'>): string[] {
  return [
    ...asked(why),
    ...(why.reason === null ? [] : [`${why.reason}.`]),
    ...(why.changedBy === null ? [] : [`${why.changedBy.evidence}.`]),
    ...locked(why),
    ...held(why),
    ...newer(why),
  ];
}

type Facts = Omit<VersionWhy, 'reasons'>;

function asked({ tool, range, askedAt, pinnedAt }: Facts): string[] {
  if (askedAt === null) return [`The configuration does not ask for ${tool}.`];
  if (range === null || pinnedAt === null) return [`${askedAt} asks for any version.`];
  return [`${pinnedAt} asks for ${range}.`];
}

function locked({
  tool,
  locked: version,
  lockFile,
  withdrawn,
  tampered,
  askedAt,
}: Facts): string[] {
  if (lockFile === null) return askedAt === null ? [] : [`It is not locked: aim lock ${tool}`];
  const told = [
    version === null
      ? `${lockFile} locks its channel, and no version.`
      : `${lockFile} locks ${version}.`,
  ];
  if (withdrawn !== null)
    told.push(`The locked version is ${withdrawn}: aim lock ${tool} --update`);
  if (tampered !== null) told.push(`Do not install it: ${tampered}.`);
  return told;
}

function held({ held: versions, cooldownHours }: Facts): string[] {
  return versions.map(({ version, until }) =>
    until === null
      ? `${version} is held: its registry does not tell when it was published.`
      : `${version} is held by the cooldown of ${cooldownHours} hours until ${until}.`,
  );
}

function newer({ tool, locked: version, eligible, latest, upstream, manager }: Facts): string[] {
  const isNewer = (a: string | null, b: string | null) =>
    a !== null && b !== null && (compareVersions(a, b, manager) ?? 0) > 0;
  const told: string[] = [];
  if (isNewer(eligible, version)) told.push(`${eligible} may be had: aim lock ${tool} --update`);
  if (isNewer(upstream, latest)) {
    told.push(`Its makers publish ${upstream}, and ${manager} has ${latest} so far.`);
  }
  if (eligible === null && latest === null) {
    told.push(`Nobody has asked for newer versions yet: aim why ${tool} --online`);
  }
  return told;
}
