import { peekControl } from './escape-sequence.js';
import { bytesBy, lineBreak } from './families.js';
import { createPrefixes, failed, reached, type Prefixes } from './needle-prefixes.js';
import type { FamilyNeedles } from './needles.js';
import { backslash, esc, peekEscape, percent } from './escape-syntax.js';
import type { PendingEscape } from './unescape.js';

/** Tells quickly where a needle could begin, so that other bytes need not be read one by one. */
export interface StartFilter {
  /** The first place, at or after `from`, where one could begin; the length when there is none. */
  next: (bytes: Uint8Array, from: number) => number;
  /** Whether it can be the first byte of a needle. */
  isFirst: (byte: number) => boolean;
  /** Whether an escape of which the rest is missing can be the first byte of a needle. */
  canBegin: (escape: PendingEscape) => boolean;
}

/**
 * A table of the pairs of bytes that a needle can begin with, and for those a look at what follows.
 * What goes past the end of the bytes could always become a needle.
 */
export function createStartFilter(families: readonly FamilyNeedles[]): StartFilter {
  const first = new Set<number>();
  const pairs = pairsOf(families, first);
  const prefixes = createPrefixes(families);
  const lasts = Uint8Array.from({ length: 256 }, (_, byte) => Number(first.has(byte)));
  if (first.size > 0) lasts[backslash] = lasts[percent] = lasts[esc] = 1;
  const firstNonAscii = [...first].some((byte) => byte >= 0x80);

  const next = (bytes: Uint8Array, from: number): number => {
    const last = bytes.length - 1;
    if (from > last) return bytes.length;
    let one = bytes[from] as number;
    for (let place = from; place < last; place++) {
      const two = bytes[place + 1] as number;
      if (pairs[(one << 8) | two] !== 0 && follows(bytes, place, prefixes)) return place;
      one = two;
    }
    return lasts[one] === 0 ? bytes.length : last;
  };
  return {
    next,
    isFirst: (byte) => first.has(byte),
    canBegin: (escape) => couldMean(escape, first, firstNonAscii),
  };
}

function pairsOf(families: readonly FamilyNeedles[], first: Set<number>): Uint8Array {
  const pairs = new Uint8Array(65_536);
  for (const family of families) {
    const bytesFor = bytesBy(family.fold);
    const others = [...(bytesBy(family.between)[lineBreak] as number[]), esc, backslash, percent];
    for (const { symbols } of family.needles) {
      const [ones, twos] = [symbols[0] as number, symbols[1] as number].map((n) => bytesFor[n]);
      for (const one of ones as number[]) {
        first.add(one);
        for (const two of [...(twos as number[]), ...others]) pairs[(one << 8) | two] = 1;
      }
    }
  }
  if (first.size === 0) return pairs;
  // There the backslash is no escape, which only the reading can know.
  pairs[(esc << 8) | backslash] = 1;
  for (const escape of [backslash, percent]) pairs.fill(1, escape << 8, (escape + 1) << 8);
  return pairs;
}

/** Whether the bytes from `place` on could be a needle, as far as `prefixes` goes. */
function follows(bytes: Uint8Array, from: number, { next, root }: Prefixes): boolean {
  let state = root;
  let place = from;
  while (place < bytes.length) {
    let byte = bytes[place] as number;
    let length = 1;
    if (byte === backslash || byte === percent) {
      const escape = peekEscape(bytes, place);
      if (escape < 0 || next[(state << 8) | byte] !== failed) return true;
      byte = escape & 0xff;
      if (byte === esc && state !== root) return true;
      length = escape >> 8;
    } else if (byte === esc) {
      if (bytes[place + 1] === backslash) return true;
      if (state === root) return next[(root << 8) | esc] !== failed;
      length = peekControl(bytes, place);
      if (length < 0 || next[(state << 8) | byte] !== failed) return true;
      place += length;
      continue;
    }
    state = next[(state << 8) | byte] as number;
    if (state === failed) return false;
    // Of a character beyond ASCII only the first byte is known.
    if (state === reached || (length > 1 && byte >= 0x80)) return true;
    place += length;
  }
  return true;
}

function couldMean(
  { kind, digits }: PendingEscape,
  first: Set<number>,
  nonAscii: boolean,
): boolean {
  if (first.size === 0) return false;
  if (kind === 'unknown' || digits === '' || (kind === 'unicode' && nonAscii)) return true;
  return [...first, backslash, percent].some((byte) => {
    const meaning = byte.toString(16).padStart(2, '0');
    return (kind === 'byte' ? meaning : `00${meaning}`).startsWith(digits);
  });
}
