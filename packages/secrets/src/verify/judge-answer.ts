import { tryParseJson, type ProviderAnswer } from '@aim/core';

/** What the provider's answer means for the key. */
export interface Verdict {
  result: 'valid' | 'rejected' | 'unknown';
  /** Valid, but something is used up or not allowed. */
  limited: boolean;
  reason: string;
}

/**
 * Reads an answer by the provider's own table, then by the common one: 200 is valid, 401 rejected,
 * 429 valid but limited. What proves nothing is unknown. Pure.
 *
 * @param body - the text of the answer; undefined when it was too long to be read
 */
export function judgeAnswer(
  status: number,
  body: string | undefined,
  answers: readonly ProviderAnswer[],
): Verdict {
  const own = answers.filter((answer) => answer.status === status);
  if (own.length > 0 && body === undefined) {
    return { result: 'unknown', limited: false, reason: 'its answer is too long to be read' };
  }
  const found = own.find((answer) => fits(answer, body as string));
  if (found !== undefined) {
    return { result: found.means, limited: found.limited === true, reason: found.reason };
  }
  return common[status] ?? unknown(status);
}

const common: Readonly<Record<number, Verdict>> = {
  200: { result: 'valid', limited: false, reason: 'the provider accepts it' },
  401: {
    result: 'rejected',
    limited: false,
    reason: 'the provider does not know it, or has revoked it',
  },
  429: { result: 'valid', limited: true, reason: 'too many requests, or nothing left to spend' },
};

function unknown(status: number): Verdict {
  const reason =
    status >= 500
      ? `the provider is in trouble (status ${status})`
      : status >= 300 && status < 400
        ? `it sends us elsewhere (status ${status}), which is not followed`
        : `status ${status} proves nothing`;
  return { result: 'unknown', limited: false, reason };
}

function fits({ body: fields, text }: ProviderAnswer, body: string): boolean {
  if (text !== undefined && !body.includes(text)) return false;
  if (fields === undefined) return true;
  const json = tryParseJson(body) as Record<string, unknown> | null | undefined;
  return Object.entries(fields).every(([field, value]) => json?.[field] === value);
}
