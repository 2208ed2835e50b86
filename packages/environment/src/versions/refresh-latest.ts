import type { Host } from '@aim/core';
import { askLatest } from './ask-latest.js';
import { latestKey } from './latest-of.js';
import { readLatestCache, writeLatestCache, type LatestAnswer } from './latest-cache.js';
import { latestSources, type LatestPackage } from './sources/sources.js';

export interface RefreshOptions {
  /** The cache's file. */
  file: string;
  host: Pick<Host, 'env' | 'home' | 'now'>;
  fetch?: typeof globalThis.fetch;
  deadlineMs?: number;
}

const hourMs = 3_600_000;
/** How long an answer counts, and how long one of a package that is not there, in ms. */
const freshMs = { found: hourMs, missing: hourMs / 12 };
const defaultDeadlineMs = 3000;
const atOnce = 8;

/**
 * Asks npm's registry, the index of Python and Homebrew for the latest versions of their packages
 * whose answer is an hour old (five minutes for a package that they do not know), eight at once,
 * each for at most 3 s, and keeps the answers. Never rejects for the network.
 *
 * @throws AimError of an atomic write, when the cache cannot be written
 */
export async function refreshLatest(
  packages: readonly LatestPackage[],
  { file, host, fetch = globalThis.fetch, deadlineMs = defaultDeadlineMs }: RefreshOptions,
): Promise<void> {
  const cache = readLatestCache(file);
  const answers: Record<string, LatestAnswer> = {};
  const questions = packages.flatMap((wanted) => {
    const source = latestSources[wanted.source];
    const base = source.base(wanted.name, host);
    if (base === undefined) return [];
    const key = latestKey(wanted, base);
    const url = new URL(source.path(wanted.name), base);
    return isFresh(cache[key], host.now()) ? [] : [[key, { key, source, url }] as const];
  });
  const waiting = [...new Map(questions).values()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { key, ...question } = next;
      const known = cache[key];
      const ports = { now: host.now, fetch, deadlineMs };
      answers[key] = await askLatest({ ...question, ...ports, ...(known && { known }) });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (Object.keys(answers).length === 0) return;
  // Read again: another AIM may have written meanwhile.
  writeLatestCache(file, { ...readLatestCache(file), ...answers });
}

function isFresh(answer: LatestAnswer | undefined, now: Date): boolean {
  if (typeof answer?.checkedAt !== 'string' || answer.failure) return false;
  const ageMs = now.getTime() - Date.parse(answer.checkedAt);
  return ageMs >= 0 && ageMs < (answer.version === null ? freshMs.missing : freshMs.found);
}
