import { readTextFile } from '@aim/core';
import {
  allowsVersion,
  factsPackage,
  lockDifferences,
  parseLock,
  versionPolicy,
  wishedRange,
  type AimLock,
  type FactsOf,
  type LockedTool,
  type LockFacts,
} from '@aim/environment';
import type { AimContext } from '../context.js';
import { registryFacts } from '../versions/ask-registries.js';
import { driftOf } from '../versions/drift.js';
import { configScopes, lockPlatform, type AskedTool, type LockScope } from '../versions/scopes.js';

/** The locks and what is known of what they lock. A damaged one is told, and locks nothing. */
export async function lockFacts(context: AimContext): Promise<LockFacts> {
  const scopes = await configScopes(context);
  const read = await Promise.all(scopes.map((scope) => readFile(context, scope)));
  const asked = new Map<string, Locked>();
  for (const { scope, lock } of read) {
    for (const wish of scope.wishes) {
      const locked = lock?.tools[wish.tool];
      if (locked === undefined) asked.delete(wish.tool);
      else asked.set(wish.tool, { wish, scope, lock, locked });
    }
  }
  const { config } = await context.config();
  const policy = versionPolicy(config);
  const files = read.map(({ file }) => file);
  // Most have no lock, and there is nothing to look up.
  if (asked.size === 0) return { files, tools: [], policy };
  return { files, tools: await toolFacts(context, [...asked.values()]), policy };
}

interface Locked extends AskedTool {
  lock: AimLock | undefined;
  locked: LockedTool;
}

async function readFile(context: AimContext, scope: LockScope) {
  const { lockFile: path, wishes } = scope;
  const text = readTextFile(path);
  if (text === undefined) {
    return { scope, lock: undefined, file: { path, exists: false, problems: [], differences: [] } };
  }
  const { lock, problems } = await parseLock(path, text);
  const differences =
    lock === undefined ? [] : lockDifferences(wishes, lock, lockPlatform(context.host));
  return { scope, lock, file: { path, exists: true, problems, differences } };
}

async function toolFacts(
  context: AimContext,
  asked: readonly Locked[],
): Promise<LockFacts['tools']> {
  const packages = asked.flatMap(
    ({ locked }) => factsPackage(locked.channel, locked.package) ?? [],
  );
  const facts = await registryFacts(context, packages, { offline: true });
  const drifted = await driftOf(context, asked, { online: false });
  return drifted.map(({ row, wish }) => {
    const { locked, scope } = asked.find((each) => each.wish.tool === wish.tool) as Locked;
    const range = wishedRange(wish, locked.channel);
    const isOutsideRange = row.actual !== null && !allowsVersion(range, row.actual);
    const registry = registryOf(locked, facts);
    return { tool: wish.tool, file: scope.lockFile, locked, drift: row, isOutsideRange, registry };
  });
}

function registryOf({ channel, package: name }: LockedTool, facts: FactsOf) {
  const wanted = factsPackage(channel, name);
  const answer = wanted && facts(wanted);
  return answer?.kind === 'known' ? { facts: answer.facts, checkedAt: answer.checkedAt } : null;
}
