import { compareVersions } from '../versions/compare-versions.js';
import type { PackageFacts, VersionFacts } from '../versions/facts/types.js';
import { offersVersion, type VersionRange } from '../versions/range.js';
import type { VersionPolicy } from './policy.js';
import type { LockedTool } from './types.js';

/** A newer version that the cooldown holds. */
export interface HeldVersion {
  version: string;
  /** When it may be chosen, RFC 3339 in UTC; null where nobody tells when it was published. */
  until: string | null;
}

export interface ChooseInput {
  channel: LockedTool['channel'];
  facts: PackageFacts;
  range: VersionRange;
  policy: Pick<VersionPolicy, 'cooldownMs'>;
  now: Date;
}

/** The version, and what stood in the way of newer ones; `why` ends a sentence. */
export type Choice =
  | { version: string; facts: VersionFacts; held: HeldVersion[]; passed: HeldVersion | null }
  | { version: null; why: string; held: HeldVersion[] };

/**
 * The newest version of a range that may be chosen: not withdrawn, with a hash, and out for as long
 * as the policy says. Where the makers' latest is in the range, nothing newer is taken. An exact
 * version passes whatever its age; `passed` then tells what the policy would have held. A time that
 * is not known holds. Pure.
 */
export function chooseVersion(input: ChooseInput): Choice {
  const { facts, range } = input;
  const offered = newestFirst(input).filter((version) => offersVersion(range, version));
  if (offered.length === 0) return { version: null, why: 'has no version of that range', held: [] };
  const hashed = offered.filter((version) => hasHashes(facts.versions[version]));
  if (hashed.length === 0)
    return { version: null, why: 'has no hash for a version of that range', held: [] };
  if (range.kind === 'exact') return exactly(hashed[0] as string, input);
  const usable = hashed.filter((version) => facts.versions[version]?.withdrawn === null);
  if (usable.length === 0)
    return { version: null, why: 'has withdrawn every version of that range', held: [] };
  const held: HeldVersion[] = [];
  for (const version of notAboveLatest(usable, input)) {
    const hold = holdOf(version, input);
    if (hold === null) return chosen(version, { input, held, passed: null });
    held.push(hold);
  }
  return { version: null, why: 'has no version of that range that is old enough', held };
}

/** What the cooldown says against a version; null for nothing. Pure. */
export function holdOf(
  version: string,
  { facts, policy, now }: Pick<ChooseInput, 'facts' | 'policy' | 'now'>,
): HeldVersion | null {
  if (policy.cooldownMs === 0) return null;
  const publishedAt = facts.versions[version]?.publishedAt ?? null;
  if (publishedAt === null) return { version, until: null };
  const until = Date.parse(publishedAt) + policy.cooldownMs;
  return until <= now.getTime() ? null : { version, until: new Date(until).toISOString() };
}

function exactly(version: string, input: ChooseInput): Choice {
  return chosen(version, { input, held: [], passed: holdOf(version, input) });
}

function chosen(
  version: string,
  { input, held, passed }: { input: ChooseInput; held: HeldVersion[]; passed: HeldVersion | null },
): Choice {
  return { version, facts: input.facts.versions[version] as VersionFacts, held, passed };
}

function hasHashes(facts: VersionFacts | undefined): boolean {
  return facts !== undefined && Object.keys(facts.integrity).length > 0;
}

/** Those of no order, which no maker should publish, are left out. */
function newestFirst({ facts, channel }: ChooseInput): string[] {
  const known = Object.keys(facts.versions).filter(
    (version) => compareVersions(version, version, channel) !== null,
  );
  return known.sort((a, b) => (compareVersions(b, a, channel) as number) || (a < b ? -1 : 1));
}

/** As npm: what the makers do not call the latest yet is for those who name it. */
function notAboveLatest(versions: readonly string[], { facts, channel }: ChooseInput): string[] {
  const { latest } = facts;
  if (latest === null || !versions.includes(latest)) return [...versions];
  return versions.filter((version) => (compareVersions(version, latest, channel) ?? 0) <= 0);
}
