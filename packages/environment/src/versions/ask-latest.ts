import { tryParseJson } from '@aim/core';
import { askRegistry } from './ask-registry.js';
import type { LatestAnswer } from './latest-cache.js';
import type { LatestSource } from './sources/source.js';

export interface AskLatest {
  source: Pick<LatestSource, 'accept' | 'latest'>;
  url: URL;
  /** What was answered before; its ETag saves the registry from sending it again. */
  known?: LatestAnswer;
  now: () => Date;
  fetch: typeof globalThis.fetch;
  /** From the connection to the end of the answer, in ms. */
  deadlineMs: number;
}

const maxBytes = 16 * 1024 * 1024;

/**
 * Asks a registry once for the newest version of a package. A failure keeps what was known,
 * with its age. Sends no credential, follows no redirect, never rejects.
 */
export async function askLatest(question: AskLatest): Promise<LatestAnswer> {
  const { source, url, known, now, fetch, deadlineMs } = question;
  const etag = known?.etag ?? null;
  const answer = await askRegistry({
    url,
    accept: source.accept,
    etag,
    fetch,
    deadlineMs,
    maxBytes,
  });
  const checkedAt = now().toISOString();
  const fail = (why: string): LatestAnswer => ({
    checkedAt: known?.checkedAt ?? null,
    version: known?.version ?? null,
    etag,
    failure: { at: checkedAt, why },
  });
  switch (answer.kind) {
    case 'unchanged':
      return { ...(known as LatestAnswer), checkedAt, failure: null };
    case 'absent':
      return { checkedAt, version: null, etag: null, failure: null };
    case 'failed':
      return fail(answer.why);
    case 'answer': {
      const version = source.latest(tryParseJson(answer.text));
      if (version === null) return fail('named no latest version');
      return { checkedAt, version, etag: answer.etag, failure: null };
    }
  }
}
