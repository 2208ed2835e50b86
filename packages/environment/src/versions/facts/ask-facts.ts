import { tryParseJson, type Host } from '@aim/core';
import { askRegistry } from '../ask-registry.js';
import { npm } from '../sources/npm.js';
import { pypi } from '../sources/pypi.js';
import type { LatestSource } from '../sources/source.js';
import { keepFacts, readKeptFacts, type KeptFacts } from './facts-cache.js';
import { npmFacts, npmFactsAccept } from './npm-facts.js';
import { pythonFacts } from './python-facts.js';
import type { FactsAnswer, FactsPackage, FactsSource, PackageFacts } from './types.js';

export interface FactsOptions {
  /** Where answers are kept. */
  folder: string;
  host: Pick<Host, 'env' | 'home' | 'now'>;
  fetch?: typeof globalThis.fetch;
  sleep?: (ms: number) => Promise<unknown>;
  deadlineMs?: number;
  /** Asks nobody; what is kept counts, however old. */
  offline?: boolean;
}

interface Source extends Pick<LatestSource, 'base' | 'path' | 'accept'> {
  read: (document: unknown) => PackageFacts | null;
}

const sources: Readonly<Record<FactsSource, Source>> = {
  npm: { ...npm, accept: npmFactsAccept, read: npmFacts },
  pypi: { ...pypi, read: pythonFacts },
};

const freshMs = 3_600_000;
const defaultDeadlineMs = 20_000;
const atOnce = 8;
/** npm's document of a package with thousands of versions has some 30 MB. */
const maxBytes = 128 * 1024 * 1024;

/** Looks up what was asked for. */
export type FactsOf = (wanted: FactsPackage) => FactsAnswer;

/**
 * Asks the registries about packages: each package once, eight at once, with the ETag of what is
 * kept; not at all where the answer is less than an hour old. Waits once more where a registry says
 * for how long. Never rejects for the network.
 */
export async function askFacts(
  packages: readonly FactsPackage[],
  options: FactsOptions,
): Promise<FactsOf> {
  const answers = new Map<string, FactsAnswer>();
  const waiting = [...new Map(packages.map((each) => [keyOf(each), each])).values()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      answers.set(keyOf(next), await askAbout(next, options));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return (wanted) => answers.get(keyOf(wanted)) ?? notAsked;
}

const notAsked: FactsAnswer = { kind: 'failed', why: 'was not asked', facts: null };

function keyOf({ source, name }: FactsPackage): string {
  return `${source} ${name}`;
}

async function askAbout(wanted: FactsPackage, options: FactsOptions): Promise<FactsAnswer> {
  const { folder, host } = options;
  const source = sources[wanted.source];
  const base = source.base(wanted.name, host);
  if (base === undefined) {
    return { kind: 'failed', why: 'has an address that is no https', facts: null };
  }
  const kept = readKeptFacts(folder, wanted, base.href);
  if (options.offline === true) return kept === undefined ? notAsked : answerOf(kept);
  if (kept !== undefined && isFresh(kept, host.now())) return answerOf(kept);
  const answer = await askRegistry({
    url: new URL(source.path(wanted.name), base),
    accept: source.accept,
    etag: kept?.facts ? kept.etag : null,
    fetch: options.fetch ?? globalThis.fetch,
    deadlineMs: options.deadlineMs ?? defaultDeadlineMs,
    maxBytes,
    retries: 2,
    ...(options.sleep && { sleep: options.sleep }),
  });
  const checkedAt = host.now().toISOString();
  const keep = (facts: PackageFacts | null, etag: string | null): FactsAnswer => {
    const now: KeptFacts = { schema: 1, registry: base.href, etag, checkedAt, facts };
    keepFacts(folder, wanted, now);
    return answerOf(now);
  };
  if (answer.kind === 'unchanged') return keep(kept?.facts ?? null, kept?.etag ?? null);
  if (answer.kind === 'absent') return keep(null, null);
  if (answer.kind === 'failed') return { ...answer, facts: kept?.facts ?? null };
  const facts = source.read(tryParseJson(answer.text));
  if (facts !== null) return keep(facts, answer.etag);
  return { kind: 'failed', why: 'answered with something else', facts: kept?.facts ?? null };
}

function answerOf({ facts, checkedAt }: KeptFacts): FactsAnswer {
  return facts === null ? { kind: 'absent' } : { kind: 'known', facts, checkedAt };
}

function isFresh({ checkedAt }: KeptFacts, now: Date): boolean {
  const ageMs = now.getTime() - Date.parse(checkedAt);
  return ageMs >= 0 && ageMs < freshMs;
}
