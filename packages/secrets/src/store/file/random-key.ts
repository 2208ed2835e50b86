import { hkdfSync, randomBytes } from 'node:crypto';

/** 32 random bytes as one line of text, the form in which they are kept. */
export function newRandomKey(): string {
  return randomBytes(32).toString('base64');
}

/** The bytes of such a line, which may end with a newline; undefined for any other text. */
export function parseRandomKey(text: string): Buffer | undefined {
  return /^[A-Za-z0-9+/]{43}=\n?$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

/** The key of the vault of this salt. */
export function expandKey(randomKey: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', randomKey, salt, 'aim file vault', 32));
}
