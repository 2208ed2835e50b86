import type { KeyAlphabet, KeyShape } from '@aim/core';
import { crc32 } from 'node:zlib';

const digits = '0123456789';
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const small = capitals.toLowerCase();
const alphabets: Record<KeyAlphabet, string> = {
  alnum: digits + capitals + small,
  'lower-alnum': digits + small,
  hex: '0123456789abcdef',
  base32: `${capitals}234567`,
  base64: `${digits}${capitals}${small}+/`,
  base64url: `${digits}${capitals}${small}-_`,
  'base64url-dots': `${digits}${capitals}${small}-_`,
  word: `${digits}${capitals}${small}_`,
};

/** A key that has this shape in every part, drawn by `next`, which answers numbers under 1. */
export function validKey(shape: KeyShape, next: () => number): string {
  const { prefix = '', alphabet, tail, contains, endsWith = '', checksum } = shape;
  const length = tail.min + Math.floor(next() * (Math.min(tail.max - tail.min, 60) + 1));
  const draw = (count: number) =>
    Array.from({ length: count }, () => {
      const letters = alphabets[alphabet];
      return letters[Math.floor(next() * letters.length)] as string;
    }).join('');
  if (checksum !== undefined) {
    const random = draw(length - 6);
    return prefix + random + base62(crc32(random)).padStart(6, '0');
  }
  const fixed = (contains ?? '').length + endsWith.length + 2;
  const front = Math.floor((length - fixed) / 2);
  // A digit, as all but one in a hundred have.
  const digit = alphabet === 'base32' ? '7A' : '7a';
  const rest = draw(length - fixed - front);
  return `${prefix}${draw(front)}${contains ?? ''}${digit}${rest}${endsWith}`;
}

/** Numbers under 1, the same for the same seed. */
export function numbersFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function base62(value: number): string {
  const rest = Math.floor(value / 62);
  const letters = digits + capitals + small;
  return `${rest === 0 ? '' : base62(rest)}${letters[value % 62]}`;
}
