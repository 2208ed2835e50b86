import { readBody, systemCode } from '@aim/core';
import { judgeAnswer, type Verdict } from './judge-answer.js';
import type { PlannedQuestion } from './plan-question.js';

export interface OnlineAnswer extends Verdict {
  /** The HTTP status; null when there was no answer. */
  status: number | null;
  /** Who was asked, such as `https://api.openai.com`; null when nobody was. */
  asked: string | null;
  /** The answer is unknown because the network or the provider failed. */
  unreachable: boolean;
}

export interface AskOptions {
  fetch: typeof globalThis.fetch;
  /** From the connection to the end of the answer, in ms. */
  deadlineMs: number;
}

/** The most that is read of an answer, in bytes. */
const maxBytes = 64 * 1024;

/**
 * Asks a provider once. A redirect is not followed, so that the key goes to nobody else. Nothing of
 * the answer is kept but its status: a body may repeat the key. Never rejects.
 */
export async function askProvider(
  { url, method, headers, answers }: PlannedQuestion,
  { fetch, deadlineMs }: AskOptions,
): Promise<OnlineAnswer> {
  const clock = AbortSignal.timeout(deadlineMs);
  const asked = url.origin;
  try {
    const response = await fetch(url, { method, headers, redirect: 'manual', signal: clock });
    const { status } = response;
    const isTold = answers.some((answer) => answer.status === status);
    const body = isTold ? await readBody(response, maxBytes) : await response.body?.cancel();
    const verdict = judgeAnswer(status, body ?? undefined, answers);
    return { ...verdict, status, asked, unreachable: status >= 500 };
  } catch (error) {
    // Only a code is told: the words of an error may repeat a header.
    const code = systemCode((error as Error).cause);
    const reason = clock.aborted
      ? `no answer within ${deadlineMs / 1000} s`
      : `it cannot be reached${code === undefined ? '' : ` (${code})`}`;
    const status = null;
    return { result: 'unknown', limited: false, reason, status, asked, unreachable: true };
  }
}
