import { createPublicKey, verify } from 'node:crypto';
import type { SignatureKey } from './signature-keys.js';
import type { RegistrySignature } from './types.js';

/** What a registry signs, and its signatures. */
export interface SignedVersion {
  name: string;
  version: string;
  /** The hash of the tarball as SRI. */
  integrity: string;
  publishedAt: string | null;
  signatures: readonly RegistrySignature[];
}

/** `keyid` of the signature that is right; else what is wrong with them. */
export type SignatureVerdict =
  | { kind: 'valid'; keyid: string }
  | { kind: 'none' | 'unknown-key' }
  | { kind: 'wrong'; why: string };

/**
 * Verifies the signature that a registry of npm makes: ECDSA (P-256, SHA-256) over
 * `NAME@VERSION:INTEGRITY`. One that is wrong counts, whatever others there are. Pure.
 */
export function verifySignature(
  signed: SignedVersion,
  keys: readonly SignatureKey[],
): SignatureVerdict {
  if (signed.signatures.length === 0) return { kind: 'none' };
  let keyid: string | undefined;
  for (const signature of signed.signatures) {
    const key = keys.find((each) => each.keyid === signature.keyid);
    if (key === undefined) continue;
    const why = whyWrong(signed, signature, key);
    if (why !== undefined) return { kind: 'wrong', why };
    keyid ??= key.keyid;
  }
  return keyid === undefined ? { kind: 'unknown-key' } : { kind: 'valid', keyid };
}

function whyWrong(
  { name, version, integrity, publishedAt }: SignedVersion,
  { sig }: RegistrySignature,
  { key, expires, keyid }: SignatureKey,
): string | undefined {
  if (
    expires !== null &&
    !(publishedAt !== null && Date.parse(publishedAt) < Date.parse(expires))
  ) {
    return `the key ${keyid} had ended on ${expires}`;
  }
  try {
    const publicKey = createPublicKey({
      key: Buffer.from(key, 'base64'),
      format: 'der',
      type: 'spki',
    });
    const message = Buffer.from(`${name}@${version}:${integrity}`);
    if (verify('sha256', message, publicKey, Buffer.from(sig, 'base64'))) return undefined;
  } catch {
    return `the key ${keyid} cannot be read`;
  }
  return `it does not fit the package (key ${keyid})`;
}
