import type { AimLock, Integrity, LockedExtra, LockedTool, LockedVersion } from './types.js';

/**
 * The text of a lock: the same for the same content, a block for each tool, in order of their
 * names, so that two branches that change two tools merge. Ends lines as LF. Pure.
 */
export function lockText({ tools }: AimLock): string {
  const lock = { lockVersion: 1, tools: sorted(tools, toolBlock) };
  return `${JSON.stringify(lock, null, 2)}\n`;
}

function toolBlock(tool: LockedTool) {
  const { channel, package: name, range, extras, lastKnownGood } = tool;
  return {
    channel,
    package: name,
    range,
    ...versionBlock(tool),
    extras: extras.map(extraBlock).sort((a, b) => byCodeUnit(a.package, b.package)),
    lastKnownGood: lastKnownGood === null ? null : versionBlock(lastKnownGood),
  };
}

function extraBlock(extra: LockedExtra) {
  return { package: extra.package, ...versionBlock(extra) };
}

function versionBlock({ version, publishedAt, integrity, signedBy }: LockedVersion) {
  return { version, publishedAt, integrity: hashesByPlatform(integrity), signedBy };
}

function hashesByPlatform(integrity: Integrity) {
  return sorted(integrity, (hashes) => [...new Set(hashes)].sort(byCodeUnit));
}

function sorted<T, U>(record: Readonly<Record<string, T>>, block: (value: T) => U) {
  const entries = Object.entries(record).sort(([a], [b]) => byCodeUnit(a, b));
  return Object.fromEntries(entries.map(([name, value]) => [name, block(value)]));
}

// Not by the language of the machine: the bytes have to be the same everywhere.
function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
