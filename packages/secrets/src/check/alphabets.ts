import type { KeyAlphabet } from '@aim/core';

/** What a text of each alphabet is, from its first to its last character. */
export const alphabets: Record<KeyAlphabet, RegExp> = {
  alnum: /^[0-9A-Za-z]*$/,
  'lower-alnum': /^[0-9a-z]*$/,
  hex: /^[0-9a-f]*$/,
  base32: /^[A-Z2-7]*$/,
  base64: /^[0-9A-Za-z+/=]*$/,
  base64url: /^[0-9A-Za-z_-]*$/,
  'base64url-dots': /^[0-9A-Za-z_.-]*$/,
  word: /^[0-9A-Za-z_]*$/,
};
