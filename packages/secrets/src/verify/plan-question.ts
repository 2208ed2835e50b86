import type { ProviderAnswer } from '@aim/core';
import type { KeyOwner } from '../check/provider-of.js';
import { baseUrlOf, questionFor, type BaseUrlSources, type NoQuestion } from './base-url.js';

/** A question to a provider that may be sent. */
export interface PlannedQuestion {
  url: URL;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  answers: readonly ProviderAnswer[];
}

/**
 * The question that tells whether a key is good. The key is in a header, never in the address. It
 * is not sent in clear, nor to a host that only the environment names. Pure.
 */
export function planQuestion(
  { provider, variable }: KeyOwner,
  value: string,
  sources: BaseUrlSources,
): PlannedQuestion | NoQuestion {
  const question = questionFor(provider.verify, variable);
  if (question === undefined) {
    return { why: `AIM knows no free question to ${provider.name} about ${variable}` };
  }
  if (!/^[\x21-\x7e]+$/.test(value)) return { why: 'the value cannot be sent: it is no key' };
  if (sources.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    return { why: 'NODE_TLS_REJECT_UNAUTHORIZED=0 would send the key to whoever answers' };
  }
  const base = baseUrlOf(provider.id, question, sources);
  if ('why' in base) return base;
  const headers = Object.entries(question.headers).map(([name, text]) => [
    name,
    text.replace('{key}', () => value),
  ]);
  return {
    url: new URL(`${base.url.href.replace(/\/$/, '')}/${question.path}`),
    method: question.method,
    headers: { 'user-agent': 'aim', ...Object.fromEntries(headers) },
    answers: question.answers ?? [],
  };
}
