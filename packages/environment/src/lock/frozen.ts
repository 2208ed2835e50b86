import { AimError } from '@aim/core';
import { allowsVersion } from '../versions/range.js';
import { factsPackage } from './resolve-context.js';
import type { AimLock, LockedTool } from './types.js';
import { wishedRange, type ToolWish } from './wish.js';

/** One thing in which a lock is not what its configuration asks for. */
export interface LockDifference {
  kind: 'not-locked' | 'not-wished' | 'range' | 'channel' | 'extras' | 'outside' | 'platform';
  tool: string;
  /** A sentence without its end. */
  message: string;
}

/**
 * Every difference of a configuration and its lock, by tool: what `--frozen` refuses. The platform
 * is that of this machine, such as `linux-x64`. Pure.
 */
export function lockDifferences(
  wishes: readonly ToolWish[],
  lock: AimLock | undefined,
  platform: string,
): LockDifference[] {
  const locked = lock?.tools ?? {};
  const wished = new Set(wishes.map(({ tool }) => tool));
  const missing = wishes.flatMap((wish) => {
    const entry = locked[wish.tool];
    if (entry !== undefined) return differences(wish, entry, platform);
    return [
      { kind: 'not-locked' as const, tool: wish.tool, message: `${wish.tool} is not locked` },
    ];
  });
  const orphans = Object.keys(locked)
    .filter((tool) => !wished.has(tool))
    .sort()
    .map((tool) => {
      const message = `${tool} is locked, and the configuration does not ask for it`;
      return { kind: 'not-wished' as const, tool, message };
    });
  return [...missing, ...orphans];
}

/**
 * @throws AimError `lockfile.frozen` for any difference, before anything is done
 */
export function assertFrozen(file: string, differences: readonly LockDifference[]): void {
  if (differences.length === 0) return;
  const lines = differences.map(({ message }) => `${file}: ${message}`);
  throw new AimError('lockfile.frozen', lines.join('\n'), {
    hint: 'Lock what the configuration asks for: aim lock',
    details: { path: file, differences },
  });
}

function differences(wish: ToolWish, locked: LockedTool, platform: string): LockDifference[] {
  const found: LockDifference[] = [];
  const { tool, named, range, extras } = wish;
  const tell = (kind: LockDifference['kind'], message: string) =>
    found.push({ kind, tool, message });
  const own = `${locked.package} of ${locked.channel}`;
  if (named !== null && (named.manager !== locked.channel || named.name !== locked.package)) {
    tell(
      'channel',
      `${tool} is locked as ${own}, and asked for as ${named.name} of ${named.manager}`,
    );
  }
  if (range !== locked.range) {
    tell(
      'range',
      `${tool} was locked for ${rangeWords(locked.range)}, and is asked for as ${rangeWords(range)}`,
    );
  }
  const { version } = locked;
  if (version !== null && !allowsVersion(wishedRange(wish, locked.channel), version)) {
    tell('outside', `${tool} is locked at ${version}, which ${rangeWords(range)} does not allow`);
  }
  const names = locked.extras.map((extra) => extra.package);
  if (names.join() !== extras.join()) {
    tell(
      'extras',
      `${tool} is locked with ${listWords(names)}, and asked for with ${listWords(extras)}`,
    );
  }
  const isHashed = version !== null && factsPackage(locked.channel, locked.package) !== undefined;
  if (isHashed && hashesFor(locked.integrity, platform).length === 0) {
    tell('platform', `${tool} ${version} is locked without a file for ${platform}`);
  }
  return found;
}

/** The hashes that a machine may use: of its platform, and of any. */
export function hashesFor(integrity: LockedTool['integrity'], platform: string): string[] {
  return [...(integrity['any'] ?? []), ...(integrity[platform] ?? [])];
}

function rangeWords(range: string | null): string {
  return range ?? 'any version';
}

function listWords(names: readonly string[]): string {
  return names.length === 0 ? 'no extras' : names.join(', ');
}
