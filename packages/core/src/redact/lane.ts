import { indent, lineBreak } from './families.js';
import type { FamilyNeedles, Needle } from './needles.js';

/** What the lanes of a reading share. */
export interface LaneContext {
  /** Hears of an occurrence: bytes `start` to `end` of the input. */
  onMatch: (needle: Needle, start: number, end: number) => void;
  cost: Cost;
}

/** What a scan has cost so far. */
export interface Cost {
  /** How often a symbol was compared. */
  comparisons: number;
}

/** Follows the needles of one family through a run of symbols. */
export interface Lane {
  push: (byte: number, start: number, end: number) => void;
  isOpen: () => boolean;
  /**
   * Where the earliest needle begins that is begun and not decided; infinity when there is none.
   *
   * @param now - where the input ends so far
   */
  openFrom: (now: number) => number;
  /** Lets go of what has become longer than any occurrence is. */
  trim: (end: number) => void;
  reset: () => void;
}

/**
 * A line end is not held back for fewer symbols than this before it, else lines would come late
 * for a chance letter at their end. These few symbols then stay; the rest is masked.
 */
const minBeforeBreak = 3;

export function createLane(family: FamilyNeedles, { onMatch, cost }: LaneContext): Lane {
  const { fold, between, needles } = family;
  const beginning = beginners(needles);
  const matched = new Int32Array(needles.length);
  const open: number[] = [];
  /** Where the latest symbols begin, modulo 2^32. */
  let starts = new Uint32Array(16);
  let count = 0;
  let longestMatch = 0;
  let isAfterBreak = false;

  const startOf = (length: number, end: number) =>
    end - ((end - (starts[(count - length) & (starts.length - 1)] as number)) >>> 0);

  const fit = (n: number, length: number, end: number): number => {
    const { longest, border } = needles[n] as Needle;
    let left = length;
    while (left > 0 && end - startOf(left, end) > longest) left = border(left);
    return left;
  };

  /** Keeps those that are still open, with what `next` says is matched of each. */
  const update = (next: (n: number) => number) => {
    let kept = 0;
    longestMatch = 0;
    for (let place = 0; place < open.length; place++) {
      const n = open[place] as number;
      const length = next(n);
      matched[n] = length;
      if (length === 0) continue;
      open[kept++] = n;
      if (length > longestMatch) longestMatch = length;
    }
    open.length = kept;
  };

  const advance = (n: number, symbol: number, end: number): number => {
    const needle = needles[n] as Needle;
    const { symbols } = needle;
    let length = matched[n] as number;
    cost.comparisons++;
    while (length > 0 && symbols[length] !== symbol) {
      length = needle.border(length);
      cost.comparisons++;
    }
    if (symbols[length] === symbol) length++;
    if (length > 0) length = fit(n, length, end);
    if (length < symbols.length) return length;
    onMatch(needle, startOf(length, end), end);
    return needle.border(length);
  };

  const remember = (start: number) => {
    if (longestMatch + 2 > starts.length) starts = grown(starts, count);
    starts[count++ & (starts.length - 1)] = start;
  };

  const reset = () => {
    if (open.length > 0) update(() => 0);
  };
  const trim = (end: number) => update((n) => fit(n, matched[n] as number, end));

  const passBetween = (kind: number, end: number) => {
    if (kind !== lineBreak && !(kind === indent && isAfterBreak)) return reset();
    isAfterBreak = true;
    for (let n = 1; n < minBeforeBreak; n++) starts[(count - n) & (starts.length - 1)] = end;
    trim(end);
  };

  return {
    push: (byte, start, end) => {
      const symbol = fold[byte] as number;
      const begun = beginning[symbol];
      if (open.length === 0) {
        if (begun === undefined) return;
      } else if (symbol === 0) {
        return passBetween(between[byte] as number, end);
      }
      isAfterBreak = false;
      remember(start);
      if (open.length > 0) update((n) => advance(n, symbol, end));
      if (begun === undefined) return;
      for (const n of begun) {
        if (matched[n] !== 0) continue;
        matched[n] = 1;
        open.push(n);
        if (longestMatch === 0) longestMatch = 1;
      }
    },
    isOpen: () => open.length > 0,
    openFrom: (now) => (open.length === 0 ? Number.POSITIVE_INFINITY : startOf(longestMatch, now)),
    trim,
    reset,
  };
}

/** The needles that begin with each symbol. */
function beginners(needles: readonly Needle[]): (number[] | undefined)[] {
  const result: (number[] | undefined)[] = Array.from({ length: 256 });
  needles.forEach(({ symbols }, n) => (result[symbols[0] as number] ??= []).push(n));
  return result;
}

/** Twice the room, with each of the latest entries at its place. */
function grown(ring: Uint32Array<ArrayBuffer>, count: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(ring.length * 2);
  for (let n = Math.max(0, count - ring.length); n < count; n++) {
    larger[n & (larger.length - 1)] = ring[n & (ring.length - 1)] as number;
  }
  return larger;
}
