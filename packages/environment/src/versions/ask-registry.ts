import { readBody, systemCode } from '@aim/core';
import { setTimeout as pause } from 'node:timers/promises';

export interface RegistryQuestion {
  url: URL;
  accept: string;
  /** Of what is known: it saves the registry from sending it again. */
  etag?: string | null;
  fetch: typeof globalThis.fetch;
  /** From the connection to the end of the answer, in ms; for each try. */
  deadlineMs: number;
  maxBytes: number;
  /** How often it is asked again where the registry says when; never unless told. */
  retries?: number;
  /** Waits, in ms. */
  sleep?: (ms: number) => Promise<unknown>;
}

/** What a registry says. `failed` tells why, as the end of a sentence. */
export type RegistryAnswer =
  | { kind: 'answer'; text: string; etag: string | null }
  | { kind: 'unchanged' }
  | { kind: 'absent' }
  | { kind: 'failed'; why: string };

const longestWaitMs = 30_000;

/**
 * Asks a registry, and once more after the time that it names with 429 or 503, when that is no
 * more than 30 s. Sends no credential, follows no redirect, never rejects.
 */
export async function askRegistry(question: RegistryQuestion): Promise<RegistryAnswer> {
  const { retries = 0, sleep = pause } = question;
  for (let left = retries; ; left--) {
    const answer = await askOnce(question);
    if (answer.kind !== 'wait') return answer;
    const { waitMs, status } = answer;
    if (waitMs === null || left <= 0) return { kind: 'failed', why: `answered ${status}` };
    if (waitMs > longestWaitMs) {
      return { kind: 'failed', why: `answered ${status}, and to ask again in ${waitMs / 1000} s` };
    }
    await sleep(waitMs);
  }
}

type Wait = { kind: 'wait'; status: number; waitMs: number | null };

async function askOnce(question: RegistryQuestion): Promise<RegistryAnswer | Wait> {
  const { url, accept, etag, fetch, deadlineMs, maxBytes } = question;
  const clock = AbortSignal.timeout(deadlineMs);
  const fail = (why: string): RegistryAnswer => ({ kind: 'failed', why });
  try {
    const response = await fetch(url, {
      headers: { accept, ...(etag && { 'if-none-match': etag }) },
      redirect: 'manual',
      signal: clock,
    });
    const { status } = response;
    if (status === 304 && etag) return { kind: 'unchanged' };
    if (!response.ok) {
      await response.body?.cancel();
      if (status === 404) return { kind: 'absent' };
      if (status === 429 || status === 503)
        return { kind: 'wait', status, waitMs: waitOf(response) };
      return fail(`answered ${status}`);
    }
    const text = await readBody(response, maxBytes);
    if (text === undefined) return fail(`answered with more than ${maxBytes} bytes`);
    return { kind: 'answer', text, etag: response.headers.get('etag') };
  } catch (error) {
    if (clock.aborted) return fail(`did not answer within ${deadlineMs / 1000} s`);
    const code = systemCode((error as Error).cause);
    return fail(`cannot be reached${code === undefined ? '' : ` (${code})`}`);
  }
}

/** `Retry-After` in ms, where it is a number of seconds; a date counts from a clock that is not ours. */
function waitOf(response: Response): number | null {
  const text = response.headers.get('retry-after') ?? '';
  return /^\d+$/.test(text) ? Number(text) * 1000 : null;
}
