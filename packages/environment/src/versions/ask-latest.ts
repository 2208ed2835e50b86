import { readBody, systemCode, tryParseJson } from '@aim/core';
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
  const clock = AbortSignal.timeout(deadlineMs);
  const fail = (why: string): LatestAnswer => ({
    checkedAt: known?.checkedAt ?? null,
    version: known?.version ?? null,
    etag: known?.etag ?? null,
    failure: { at: now().toISOString(), why },
  });
  try {
    const response = await fetch(url, {
      headers: { accept: source.accept, ...(known?.etag && { 'if-none-match': known.etag }) },
      redirect: 'manual',
      signal: clock,
    });
    const checkedAt = now().toISOString();
    if (response.status === 304 && known !== undefined)
      return { ...known, checkedAt, failure: null };
    if (response.status === 404) return { checkedAt, version: null, etag: null, failure: null };
    if (!response.ok) {
      await response.body?.cancel();
      return fail(`answered ${response.status}`);
    }
    const version = source.latest(tryParseJson((await readBody(response, maxBytes)) ?? ''));
    if (version === null) return fail('named no latest version');
    return { checkedAt, version, etag: response.headers.get('etag'), failure: null };
  } catch (error) {
    if (clock.aborted) return fail(`did not answer within ${deadlineMs / 1000} s`);
    const code = systemCode((error as Error).cause);
    return fail(`cannot be reached${code === undefined ? '' : ` (${code})`}`);
  }
}
