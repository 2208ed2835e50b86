import {
  searchFile,
  type ByteFinder,
  type Host,
  type LeakFinder,
  type LeakHit,
  type LinePlace,
} from '@aim/core';
import { createKeyFinder, type FoundKey, type KeyPatterns } from '@aim/secrets/sweep';
import * as fs from 'node:fs';
import { isConfiguration } from './places.js';
import type { SweepFile, SweepHit } from './types.js';

/** What files are searched for, made once for all of them. */
export interface Wanted {
  platform: Host['platform'];
  patterns: KeyPatterns;
  /** Finds the values of the vault; is as new after each file. */
  leaks: LeakFinder;
}

type Found = Partial<FoundKey> & Pick<SweepHit, 'offset' | 'length'> & { leak?: LeakHit };

/**
 * What a file holds in plaintext: keys by their shape or name, and the values of the vault. What
 * both find is one hit. The state of git is still `unknown`.
 *
 * @throws a system error for a file that cannot be read
 */
export async function searchForKeys(
  { file, kind, tool, link }: SweepFile,
  { platform, patterns, leaks }: Wanted,
): Promise<SweepHit[]> {
  const keys = createKeyFinder({ patterns, byName: isConfiguration(kind) });
  const finder: ByteFinder<Found> = {
    push: (chunk) => [...keys.push(chunk), ...leaks.push(chunk).map(leaked)],
    end: () => [...keys.end(), ...leaks.end().map(leaked)],
  };
  const found = joined(await searchFile(file, finder));
  if (found.length === 0) return [];
  const mode = platform === 'win32' ? null : modeOf(file);
  return found.map(({ hit, place }) => ({
    file,
    ...place,
    offset: hit.offset,
    length: hit.length,
    kind,
    ...(tool !== undefined && { tool }),
    ...(link !== undefined && { link }),
    ...(hit.variable !== undefined && { variable: hit.variable }),
    ...(hit.provider !== undefined && { provider: hit.provider }),
    ...(hit.keyKind !== undefined && { keyKind: hit.keyKind }),
    ...(hit.leak !== undefined && { secret: hit.leak.name }),
    form: hit.leak?.form ?? 'plain',
    masked: hit.masked ?? '…',
    mode,
    git: 'unknown' as const,
  }));
}

function leaked(leak: LeakHit): Found {
  return { offset: leak.offset, length: leak.length, leak };
}

interface Placed {
  hit: Found;
  place: LinePlace;
}

/** A known value and a key that overlap are the same; the known value says where it stands. */
function joined(found: readonly Placed[]): Placed[] {
  const known = found.filter(({ hit }) => hit.leak !== undefined);
  const others = found.filter(({ hit }) => hit.leak === undefined);
  const taken = new Set<Placed>();
  const named = known.map(({ hit, place }) => {
    const twin = others.find((other) => overlap(hit, other.hit));
    if (twin !== undefined) taken.add(twin);
    return { hit: { ...twin?.hit, ...hit }, place };
  });
  const rest = others.filter((other) => !taken.has(other));
  return [...named, ...rest].sort((a, b) => a.hit.offset - b.hit.offset);
}

function overlap(one: Found, other: Found): boolean {
  return one.offset < other.offset + other.length && other.offset < one.offset + one.length;
}

/** Group and all others. */
const readByOthers = 0o044;

function modeOf(file: string): SweepHit['mode'] {
  const stat = fs.lstatSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  const mode = stat.mode & 0o777;
  const octal = mode.toString(8).padStart(4, '0');
  return { octal, othersCanRead: (mode & readByOthers) !== 0 };
}
