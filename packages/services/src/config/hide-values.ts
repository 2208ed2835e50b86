import { loadProviderDetails } from '@aim/core';
import { storedTexts } from '@aim/secrets/found';
import { createKeyFinder, keyPatterns } from '@aim/secrets/sweep';
import type { AimContext } from '../context.js';

/** Takes out of a configured value what could be a secret; the shape of the value stays. */
export type HideSecrets = (value: unknown) => unknown;

/**
 * A configuration should hold references (`aim://NAME`) and no keys, but it is a file that anybody
 * edits. Hidden are texts that are a stored secret (by the fingerprints of the index; no store is
 * opened), what has the shape of a key or stands beside the name of one, and user, password and
 * query of an address.
 */
export async function secretsHider(context: AimContext, shown: unknown): Promise<HideSecrets> {
  const looksLikeKey = await keyShape();
  const stored = storedTexts(context, textsIn(shown));
  const hide = (text: string): string => {
    if (stored.has(text)) return '[a stored secret]';
    if (looksLikeKey(text)) return '[looks like a key]';
    return text.includes('://') ? withoutCredentials(text) : text;
  };
  return (value) => mapTexts(value, hide);
}

/** Tells whether a text holds what has the shape of a key, or stands beside the name of one. */
export async function keyShape(): Promise<(text: string) => boolean> {
  const patterns = keyPatterns(await loadProviderDetails());
  return (text) => {
    const finder = createKeyFinder({ patterns, byName: true });
    return [...finder.push(Buffer.from(text)), ...finder.end()].length > 0;
  };
}

/** True for an address with a user name, a password or a query, where keys are put. */
export function holdsCredentials(text: string): boolean {
  return text.includes('://') && withoutCredentials(text) !== text;
}

function withoutCredentials(address: string): string {
  return address.replace(/(:\/\/)[^/?#]*@/, '$1…@').replace(/\?[^#]*/, '?…');
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, mapTexts(child, change)]),
  );
}
