import type { KeyAlphabet, KeyShape, ProviderDetails } from '@aim/core';
import { hasGithubChecksum } from '../check/key-checksum.js';
import { isPlaceholder } from '../check/placeholder.js';
import { bitsPerCharacter } from './looks-random.js';
import { createNamedValues, type NamedValues } from './named-values.js';
import { otherShapes } from './other-shapes.js';

/** A shape, and whose it is. */
export interface OwnedShape extends KeyShape {
  provider: string;
  /** The variables of its provider that hold such a key. */
  variables: readonly string[];
}

/** What of the catalogue a search needs. */
export interface KeyPatterns {
  /** Where a key with a telling prefix can begin. Global. */
  beginnings: RegExp;
  shapes: readonly OwnedShape[];
  namedValues: NamedValues;
}

/** A shorter prefix is only believed beside a name. */
const tellingPrefix = 3;

/** The patterns of a search, made of the catalogue's facts. */
export function keyPatterns(providers: readonly ProviderDetails[]): KeyPatterns {
  const shapes: OwnedShape[] = providers.flatMap(({ id, keys, keyShapes }) =>
    keyShapes.map((shape) => ({ ...shape, provider: id, variables: shape.keys ?? keys })),
  );
  for (const shape of otherShapes) shapes.push({ ...shape, variables: [] });
  const prefixes = shapes.flatMap(({ prefix = '' }) =>
    prefix.length < tellingPrefix ? [] : [prefix],
  );
  const quoted = [...new Set(prefixes)].sort((a, b) => b.length - a.length).map(literally);
  return {
    beginnings: new RegExp(`${boundary}(?:${quoted.join('|')})`, 'g'),
    shapes,
    namedValues: createNamedValues(providers.flatMap(({ keys }) => keys)),
  };
}

/** No letter stands before a key, but the end of an escape can: `\n`, `%3D`, `\u0022`, a colour. */
const boundary = String.raw`(?<=^|[^A-Za-z0-9_]|\\[nrtbf]|%[0-9A-F]{2}|\\u[0-9a-fA-F]{4}|\x1b\[[0-9;]{0,16}m)`;

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** The runs of each alphabet, to be held against the text behind a prefix. Sticky. */
const runs: Record<KeyAlphabet, RegExp> = {
  alnum: /[0-9A-Za-z]*/y,
  'lower-alnum': /[0-9a-z]*/y,
  hex: /[0-9a-f]*/y,
  base32: /[A-Z2-7]*/y,
  base64: /[0-9A-Za-z+/=]*/y,
  base64url: /[0-9A-Za-z_-]*/y,
  'base64url-dots': /[0-9A-Za-z_.-]*/y,
  word: /[0-9A-Za-z_]*/y,
};

/** How long the key of this shape is that begins at a place; 0 when none does. */
export function lengthAt(text: string, at: number, shape: OwnedShape): number {
  const { prefix = '', alphabet, tail, contains, endsWith, checksum } = shape;
  if (!text.startsWith(prefix, at)) return 0;
  const run = runs[alphabet] as RegExp;
  run.lastIndex = at + prefix.length;
  // A dot behind a key ends the sentence.
  const rest = (run.exec(text)?.[0] ?? '').replace(/\.+$/, '');
  if (rest.length < tail.min || rest.length > tail.max) return 0;
  const end = at + prefix.length + rest.length;
  if (/^[0-9A-Za-z_]/.test(text.charAt(end))) return 0;
  if (contains !== undefined && !rest.includes(contains)) return 0;
  if (endsWith !== undefined && !rest.endsWith(endsWith)) return 0;
  if (checksum !== undefined && !hasGithubChecksum(rest)) return 0;
  if (isPlaceholder(rest) || bitsPerCharacter(rest) < leastTailBits) return 0;
  // Of a length that is not published, words would do as well.
  if (shape.unsure === true && !/\d/.test(rest)) return 0;
  return prefix.length + rest.length;
}

/** A tail of 16 characters that is drawn by chance has more. */
const leastTailBits = 2.5;
