import type { KeyAlphabet, KeyShape } from '@aim/core';
import fc from 'fast-check';
import { crc32 } from 'node:zlib';

const digits = '0123456789';
const small = 'abcdefghijklmnopqrstuvwxyz';
const capitals = small.toUpperCase();

const characters: Record<KeyAlphabet, string> = {
  alnum: digits + capitals + small,
  'lower-alnum': digits + small,
  hex: `${digits}abcdef`,
  base32: `${capitals}234567`,
  base64: `${digits}${capitals}${small}+/`,
  base64url: `${digits}${capitals}${small}-_`,
  'base64url-dots': `${digits}${capitals}${small}-_`,
  word: `${digits}${capitals}${small}_`,
};

/** Random keys of a shape, of the lengths that it allows. Each character is as likely as another. */
export function keysOf(shape: KeyShape): fc.Arbitrary<string> {
  const { prefix = '', tail, alphabet, contains = '', endsWith = '', checksum } = shape;
  const fixed = contains.length + endsWith.length;
  const from = characters[alphabet];
  return fc
    .record({
      length: fc.integer({ min: tail.min - fixed, max: Math.min(tail.max, 300) - fixed }),
      seed: fc.integer(),
    })
    .map(({ length, seed }) => {
      const random = randomText(from, length, seed);
      const middle = Math.floor(length / 2);
      const body = `${random.slice(0, middle)}${contains}${random.slice(middle)}${endsWith}`;
      return prefix + (checksum === undefined ? body : withChecksum(body));
    });
}

/** Not biased to small and repeated characters, as fast-check's own strings are. */
function randomText(from: string, length: number, seed: number): string {
  let text = '';
  for (let index = 0; index < length; index++) {
    text += from[crc32(`${seed}/${index}`) % from.length];
  }
  return text;
}

function withChecksum(body: string): string {
  const kept = body.slice(0, -6);
  let sum = crc32(kept);
  let last = '';
  for (let index = 0; index < 6; index++) {
    last = characters.alnum[sum % 62] + last;
    sum = Math.floor(sum / 62);
  }
  return kept + last;
}
