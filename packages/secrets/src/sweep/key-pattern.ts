import type { KeyAlphabet, KeyShape, ProviderDetails } from '@aim/core';
import { alphabets } from '../check/alphabets.js';
import { shapeBreaches } from '../check/check-shape.js';
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
  /** Those whose prefix tells of them without a name. */
  telling: readonly OwnedShape[];
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
  const telling = shapes.filter(({ prefix = '' }) => prefix.length >= tellingPrefix);
  const prefixes = telling.flatMap(({ prefix }) => prefix ?? []);
  const quoted = [...new Set(prefixes)].sort((a, b) => b.length - a.length).map(literally);
  return {
    beginnings: new RegExp(`${boundary}(?:${quoted.join('|')})`, 'g'),
    shapes,
    telling,
    namedValues: createNamedValues(providers.flatMap(({ keys }) => keys)),
  };
}

/** No letter stands before a key, but the end of an escape can: `\n`, `%3D`, `\u0022`, a colour. */
const boundary = String.raw`(?<=^|[^A-Za-z0-9_]|\\[nrtbf]|%[0-9A-F]{2}|\\u[0-9a-fA-F]{4}|\x1b\[[0-9;]{0,16}m)`;

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** The codes of the characters of each alphabet. */
const members = new Map<KeyAlphabet, ReadonlySet<number>>();

function membersOf(alphabet: KeyAlphabet): ReadonlySet<number> {
  const known = members.get(alphabet);
  if (known !== undefined) return known;
  const codes = Array.from({ length: 128 }, (_, code) => code);
  const isMember = (code: number) => alphabets[alphabet].test(String.fromCharCode(code));
  const found = new Set(codes.filter(isMember));
  members.set(alphabet, found);
  return found;
}

/** How long the key of this shape is that begins at a place; 0 when none does. */
export function lengthAt(text: string, at: number, { shape, cost }: Fitting): number {
  const { prefix = '' } = shape;
  if (!text.startsWith(prefix, at)) return 0;
  const end = tailEnd(text, at + prefix.length, { shape, cost });
  const key = text.slice(at, end);
  if (/^[0-9A-Za-z_]/.test(text.charAt(end)) || shapeBreaches(key, shape).length > 0) return 0;
  const rest = key.slice(prefix.length);
  if (isPlaceholder(rest) || bitsPerCharacter(rest) < leastTailBits) return 0;
  // Of a length that is not published, words would do as well.
  if (shape.unsure === true && !/\d/.test(rest)) return 0;
  return key.length;
}

/** A shape, and what counts the characters that are held against it. */
export interface Fitting {
  shape: OwnedShape;
  cost: { examined: number };
}

/**
 * Where the run of the alphabet ends that begins at a place, without the dots at its end: they end
 * the sentence. Of a run that is too long no more is looked at than tells that.
 */
function tailEnd(text: string, from: number, { shape, cost }: Fitting): number {
  const allowed = membersOf(shape.alphabet);
  const isIn = (place: number) => allowed.has(text.charCodeAt(place));
  let end = from;
  while (end <= from + shape.tail.max && isIn(end)) end++;
  let last = end;
  while (last > from && text.charAt(last - 1) === '.') last--;
  // Behind what was looked at the run may go on, after dots only.
  let next = end;
  while (isIn(next) && text.charAt(next) === '.') next++;
  cost.examined += next - from + (end - last);
  return isIn(next) ? next : last;
}

/** A tail of 16 characters that is drawn by chance has more. */
const leastTailBits = 2.5;
