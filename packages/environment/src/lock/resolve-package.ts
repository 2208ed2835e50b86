import type { ErrorCode } from '@aim/core';
import { allowsVersion, rangeText, type VersionRange } from '../versions/range.js';
import type { FactsAnswer, PackageFacts, VersionFacts } from '../versions/facts/types.js';
import { verifySignature } from '../versions/facts/verify-signature.js';
import { chooseVersion, type HeldVersion } from './choose-version.js';
import { lockedVersion } from './locked-version.js';
import { factsPackage, type LockNote, type ResolveContext } from './resolve-context.js';
import { tamperedHash } from './tampered.js';
import type { LockedTool, LockedVersion } from './types.js';

export interface PackageQuestion {
  channel: LockedTool['channel'];
  name: string;
  range: VersionRange;
  /** What is locked of this very package. */
  before: LockedVersion | undefined;
  /** Takes the newest, whatever is locked. */
  update: boolean;
}

export type ResolvedPackage =
  | { kind: 'resolved'; version: LockedVersion; notes: LockNote[] }
  | { kind: 'refused'; code: ErrorCode; message: string; held: readonly HeldVersion[] };

/**
 * The version of one package. What stands in the lock is held against the registry first: other
 * files for the same version are refused, whatever else was asked for.
 */
export async function resolvePackage(
  question: PackageQuestion,
  context: ResolveContext,
): Promise<ResolvedPackage> {
  const { channel, name } = question;
  const wanted = factsPackage(channel, name);
  if (wanted === undefined) return withoutRegistry(question);
  const answer = context.facts(wanted);
  if (answer.kind !== 'known') return withoutAnswer(question, answer);
  const { facts } = answer;
  const why = tamperedHash(question.before, facts);
  if (why !== null) return refused('lockfile.tampered', `${words(question)}: ${why}`);
  const kept = question.update ? undefined : keep(question, facts);
  return kept ?? choose(question, { ...context, facts });
}

/** Of a manager that keeps no older versions, or tells no hashes: what is pinned, or the channel alone. */
function withoutRegistry(question: PackageQuestion): ResolvedPackage {
  const { channel, name, range } = question;
  const version = range.kind === 'exact' ? range.version : null;
  const bare = { version, publishedAt: null, integrity: {}, signedBy: null };
  const message =
    version === null
      ? `${name}: AIM cannot choose a version of ${channel}, so that only the channel is locked`
      : `${name} ${version}: ${channel} tells no hashes, so that only the version is locked`;
  return { kind: 'resolved', version: bare, notes: [{ kind: 'open', message }] };
}

function withoutAnswer(
  question: PackageQuestion,
  answer: Exclude<FactsAnswer, { kind: 'known' }>,
): ResolvedPackage {
  const { before, range, update } = question;
  if (answer.kind === 'absent') {
    return refused('version.unresolved', `${words(question)} is not in the registry`);
  }
  const message = `${words(question)}: the registry ${answer.why}`;
  if (update || !isFitting(before, range)) return refused('registry.unavailable', message);
  const note: LockNote = { kind: 'not-asked', message: `${message}; ${before.version} stays` };
  return { kind: 'resolved', version: lockedVersion(before), notes: [note] };
}

type Fitting = LockedVersion & { version: string };

function isFitting(before: LockedVersion | undefined, range: VersionRange): before is Fitting {
  return before !== undefined && before.version !== null && allowsVersion(range, before.version);
}

function keep(
  { name, before, range }: PackageQuestion,
  facts: PackageFacts,
): ResolvedPackage | undefined {
  if (!isFitting(before, range)) return undefined;
  const now = facts.versions[before.version];
  if (now === undefined) return undefined;
  const message = `${name} ${before.version} is ${now.withdrawn}`;
  const notes: LockNote[] = now.withdrawn === null ? [] : [{ kind: 'withdrawn', message }];
  return { kind: 'resolved', version: lockedVersion(before), notes };
}

type KnownContext = Omit<ResolveContext, 'facts'> & { facts: PackageFacts };

async function choose(question: PackageQuestion, context: KnownContext): Promise<ResolvedPackage> {
  const { name, channel, range } = question;
  const { facts, policy, now } = context;
  const choice = chooseVersion({ channel, facts, range, policy, now });
  if (choice.version === null) {
    const wait = whenEligible(choice.held);
    const message = `${words(question)} (${rangeText(range)}) ${choice.why}${wait}`;
    return refused('version.unresolved', message, choice.held);
  }
  const { version, held, passed } = choice;
  const signature = await signatureOf({ question, version, facts: choice.facts }, context);
  if ('code' in signature) return signature;
  const { withdrawn, publishedAt, integrity } = choice.facts;
  const notes: LockNote[] = [...signature.notes];
  if (held.length > 0) notes.push({ kind: 'held', message: heldWords(name, held), held });
  if (passed !== null) {
    const message = `${name} ${version} is younger than the cooldown allows; it is pinned, so it passes`;
    notes.push({ kind: 'too-young', message, held: [passed] });
  }
  if (withdrawn !== null) {
    notes.push({ kind: 'withdrawn', message: `${name} ${version} is ${withdrawn}` });
  }
  const locked = { version, publishedAt, integrity, signedBy: signature.signedBy };
  return { kind: 'resolved', version: locked, notes };
}

interface Signed {
  question: PackageQuestion;
  version: string;
  facts: VersionFacts;
}

/** The Python index signs nothing: its hashes have to do. */
async function signatureOf({ question, version, facts }: Signed, context: KnownContext) {
  const { name, channel, before } = question;
  if (factsPackage(channel, name)?.source !== 'npm') return { signedBy: null, notes: [] };
  const { signatures, publishedAt } = facts;
  const integrity = facts.integrity['any']?.[0] as string;
  const keys = signatures.length === 0 ? [] : await context.keys(name);
  const verdict = verifySignature({ name, version, integrity, publishedAt, signatures }, keys);
  const isNeeded = context.policy.signatures === 'require';
  const refuse = (why: string) => refused('version.unsigned', `${name} ${version}: ${why}`);
  switch (verdict.kind) {
    case 'valid':
      return { signedBy: verdict.keyid, notes: [] };
    case 'wrong':
      return refuse(`its signature is wrong: ${verdict.why}`);
    case 'unknown-key': {
      if (isNeeded || before?.signedBy)
        return refuse('it is signed by a key that the registry does not name');
      const message = `${name} ${version}: the registry does not name the key of its signature`;
      return { signedBy: null, notes: [{ kind: 'not-verified' as const, message }] };
    }
    case 'none':
      if (isNeeded) return refuse('it has no signature, and the configuration requires one');
      if (before?.signedBy) return refuse('it has no signature, and the locked version has one');
      return { signedBy: null, notes: [] };
  }
}

function heldWords(name: string, held: readonly HeldVersion[]): string {
  const [{ version, until }] = held as [HeldVersion];
  const when =
    until === null ? 'nobody tells when it was published' : `it may be chosen from ${until} on`;
  return `${name} ${version} is held: ${when}`;
}

function whenEligible(held: readonly HeldVersion[]): string {
  const times = held.flatMap(({ until }) => until ?? []).sort();
  return times.length === 0 ? '' : `; one may be chosen from ${times[0]} on`;
}

function words({ channel, name }: Pick<PackageQuestion, 'channel' | 'name'>): string {
  return `${name} of ${channel}`;
}

function refused(
  code: ErrorCode,
  message: string,
  held: readonly HeldVersion[] = [],
): Extract<ResolvedPackage, { kind: 'refused' }> {
  return { kind: 'refused', code, message, held };
}
