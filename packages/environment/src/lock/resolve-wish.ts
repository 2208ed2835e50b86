import type { CataloguePackage, ErrorCode } from '@aim/core';
import type { FactsPackage } from '../versions/facts/types.js';
import type { HeldVersion } from './choose-version.js';
import { lockedVersion } from './locked-version.js';
import { factsPackage, type LockNote, type ResolveContext } from './resolve-context.js';
import { resolvePackage, type ResolvedPackage } from './resolve-package.js';
import type { LockedExtra, LockedTool, LockedVersion } from './types.js';
import { wishedPackage, wishedRange, type ToolWish } from './wish.js';

/** What a wish comes to: a block of the lock, or why there is none. */
export type Resolution =
  | { kind: 'locked'; wish: ToolWish; locked: LockedTool; notes: LockNote[] }
  | {
      kind: 'refused';
      wish: ToolWish;
      code: ErrorCode;
      message: string;
      held: readonly HeldVersion[];
    };

/** The package by which a tool is had: as it is named, as it is locked, or as it is usual. */
export function packageOf(wish: ToolWish, locked: LockedTool | undefined): CataloguePackage {
  if (wish.named !== null || locked === undefined) return wishedPackage(wish);
  const { channel, package: name } = locked;
  return { manager: channel as CataloguePackage['manager'], name };
}

/** The packages to ask about, for a wish and its extras. */
export function packagesOfWish(wish: ToolWish, locked: LockedTool | undefined): FactsPackage[] {
  const { manager, name } = packageOf(wish, locked);
  return [name, ...wish.extras].flatMap((each) => factsPackage(manager, each) ?? []);
}

/**
 * Resolves one tool and its extras. What is locked is kept as it is while it fits the wish, unless
 * `update` asks for the newest.
 */
export async function resolveWish(
  { wish, locked, update }: { wish: ToolWish; locked: LockedTool | undefined; update: boolean },
  context: ResolveContext,
): Promise<Resolution> {
  const { manager: channel, name } = packageOf(wish, locked);
  const isSamePackage = locked?.channel === channel && locked.package === name;
  const before = isSamePackage ? locked : undefined;
  const range = wishedRange(wish, channel);
  const main = await resolvePackage({ channel, name, range, before, update }, context);
  if (main.kind === 'refused') return { ...main, wish };
  const extras: LockedExtra[] = [];
  const notes = [...main.notes];
  for (const extra of wish.extras) {
    const known = before?.extras.find((each) => each.package === extra);
    const question = {
      channel,
      name: extra,
      range: { kind: 'any' as const },
      before: known,
      update,
    };
    const resolved = await resolvePackage(question, context);
    if (resolved.kind === 'refused') return { ...resolved, wish };
    extras.push({ package: extra, ...resolved.version });
    notes.push(...resolved.notes);
  }
  return {
    kind: 'locked',
    wish,
    notes,
    locked: block(main, { wish, channel, name, extras, before }),
  };
}

interface BlockFacts {
  wish: ToolWish;
  channel: LockedTool['channel'];
  name: string;
  extras: readonly LockedExtra[];
  before: LockedTool | undefined;
}

function block(
  { version }: Extract<ResolvedPackage, { kind: 'resolved' }>,
  { wish, channel, name, extras, before }: BlockFacts,
): LockedTool {
  return {
    channel,
    package: name,
    range: wish.range,
    ...version,
    extras,
    lastKnownGood: before === undefined ? null : knownGood(before, version),
  };
}

/** What was locked before; as it was, while the version stays. */
function knownGood(before: LockedTool, { version }: LockedVersion): LockedVersion | null {
  if (before.version === version) return before.lastKnownGood;
  return before.version === null ? before.lastKnownGood : lockedVersion(before);
}
