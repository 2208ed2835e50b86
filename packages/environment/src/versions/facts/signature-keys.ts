import { isPlainObject, tryParseJson, type Host } from '@aim/core';
import { askRegistry } from '../ask-registry.js';
import { registryOf } from '../npm-registry.js';

/** A key with which a registry signs. */
export interface SignatureKey {
  keyid: string;
  /** Base64 of the public key in DER (SPKI). */
  key: string;
  /** RFC 3339; null for one that does not end. */
  expires: string | null;
}

export interface KeysOptions {
  host: Pick<Host, 'env' | 'home'>;
  fetch?: typeof globalThis.fetch;
  deadlineMs?: number;
}

const maxBytes = 1024 * 1024;

/** The keys of the registry of a package: none where it has none, or does not answer. */
export type KeysOf = (packageName: string) => Promise<readonly SignatureKey[]>;

/** Asks each registry that npm would ask for a package, once. Never rejects. */
export function signatureKeys(options: KeysOptions): KeysOf {
  const asked = new Map<string, Promise<SignatureKey[]>>();
  return async (packageName) => {
    const base = registryOf(packageName, options.host);
    if (base === undefined) return [];
    const known = asked.get(base.href) ?? askKeys(base, options);
    asked.set(base.href, known);
    return known;
  };
}

async function askKeys(
  base: URL,
  { fetch = globalThis.fetch, deadlineMs = 20_000 }: KeysOptions,
): Promise<SignatureKey[]> {
  const url = new URL('-/npm/v1/keys', base);
  const accept = 'application/json';
  const answer = await askRegistry({ url, accept, fetch, deadlineMs, maxBytes });
  return answer.kind === 'answer' ? keysIn(tryParseJson(answer.text)) : [];
}

function keysIn(document: unknown): SignatureKey[] {
  const keys = isPlainObject(document) ? document['keys'] : undefined;
  if (!Array.isArray(keys)) return [];
  return keys.flatMap((each: unknown) => {
    if (!isPlainObject(each)) return [];
    const { keyid, key, expires, scheme } = each;
    const isKnown = scheme === undefined || scheme === 'ecdsa-sha2-nistp256';
    if (!isKnown || typeof keyid !== 'string' || typeof key !== 'string') return [];
    return [{ keyid, key, expires: typeof expires === 'string' ? expires : null }];
  });
}
