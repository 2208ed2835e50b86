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
  /** Goes on from where another lane of the same family is. */
  adopt: (other: Lane) => void;
  state: LaneState;
}

interface LaneState {
  /** How many symbols of each needle are matched, and of which needles there are any. */
  matched: Int32Array;
  open: number[];
  longestMatch: number;
  /** Where the latest symbols begin, modulo 2^32; the last at `count - 1`. */
  starts: Uint32Array;
  count: number;
  isAfterBreak: boolean;
}

/**
 * A line end is not held back for fewer symbols than this before it, else lines would come late
 * for a chance letter at their end. These few symbols then stay; the rest is masked.
 */
const minBeforeBreak = 3;

export function createLane(family: FamilyNeedles, { onMatch, cost }: LaneContext): Lane {
  const { fold, between, needles } = family;
  const beginning = beginners(needles);
  const state: LaneState = {
    matched: new Int32Array(needles.length),
    open: [],
    longestMatch: 0,
    starts: new Uint32Array(16),
    count: 0,
    isAfterBreak: false,
  };

  const advance = (n: number, symbol: number, end: number): number => {
    const needle = needles[n] as Needle;
    const { symbols } = needle;
    let length = state.matched[n] as number;
    cost.comparisons++;
    while (length > 0 && symbols[length] !== symbol) {
      length = needle.border(length);
      cost.comparisons++;
    }
    if (symbols[length] === symbol) length++;
    length = fit(state, needle, { length, end });
    if (length < symbols.length) return length;
    onMatch(needle, startOf(state, length, end), end);
    return needle.border(length);
  };

  const pushSymbol = (symbol: number, end: number) => {
    const { matched, open } = state;
    let kept = 0;
    let longest = 0;
    for (let place = 0; place < open.length; place++) {
      const n = open[place] as number;
      const length = advance(n, symbol, end);
      matched[n] = length;
      if (length === 0) continue;
      open[kept++] = n;
      if (length > longest) longest = length;
    }
    open.length = kept;
    state.longestMatch = longest;
  };

  const begin = (begun: readonly number[]) => {
    const { matched, open } = state;
    for (const n of begun) {
      if (matched[n] !== 0) continue;
      matched[n] = 1;
      open.push(n);
    }
    if (state.longestMatch === 0) state.longestMatch = 1;
  };

  const reset = () => {
    for (const n of state.open) state.matched[n] = 0;
    state.open.length = 0;
    state.longestMatch = 0;
  };

  const trim = (end: number) => {
    const { matched, open } = state;
    state.longestMatch = 0;
    state.open = open.filter((n) => {
      const length = fit(state, needles[n] as Needle, { length: matched[n] as number, end });
      matched[n] = length;
      state.longestMatch = Math.max(state.longestMatch, length);
      return length > 0;
    });
  };

  const passBetween = (kind: number, end: number) => {
    if (kind !== lineBreak && !(kind === indent && state.isAfterBreak)) return reset();
    state.isAfterBreak = true;
    const { starts, count } = state;
    for (let n = 1; n < minBeforeBreak; n++) starts[(count - n) & (starts.length - 1)] = end;
    trim(end);
  };

  return {
    push: (byte, start, end) => {
      const symbol = fold[byte] as number;
      const begun = beginning[symbol];
      const isOpen = state.open.length > 0;
      if (!isOpen && begun === undefined) return;
      if (symbol === 0) return passBetween(between[byte] as number, end);
      state.isAfterBreak = false;
      remember(state, start);
      if (isOpen) pushSymbol(symbol, end);
      if (begun !== undefined) begin(begun);
    },
    isOpen: () => state.open.length > 0,
    openFrom: (now) =>
      state.open.length === 0 ? Number.POSITIVE_INFINITY : startOf(state, state.longestMatch, now),
    trim,
    reset,
    adopt: ({ state: other }) => {
      reset();
      for (const n of other.open) state.matched[n] = other.matched[n] as number;
      state.open = [...other.open];
      state.longestMatch = other.longestMatch;
      state.isAfterBreak = other.isAfterBreak;
      state.starts = latest(other, other.longestMatch);
      state.count = other.longestMatch;
    },
    state,
  };
}

function startOf({ starts, count }: LaneState, length: number, end: number): number {
  return end - ((end - (starts[(count - length) & (starts.length - 1)] as number)) >>> 0);
}

/** What is left of a match when it may not be longer than occurrences are. */
function fit(state: LaneState, needle: Needle, match: { length: number; end: number }): number {
  let { length } = match;
  while (length > 0 && match.end - startOf(state, length, match.end) > needle.longest) {
    length = needle.border(length);
  }
  return length;
}

function remember(state: LaneState, start: number): void {
  const { longestMatch } = state;
  if (longestMatch + 2 > state.starts.length) {
    state.starts = latest(state, longestMatch);
    state.count = longestMatch;
  }
  state.starts[state.count++ & (state.starts.length - 1)] = start;
}

/** The needles that begin with each symbol. */
function beginners(needles: readonly Needle[]): (number[] | undefined)[] {
  const result: (number[] | undefined)[] = Array.from({ length: 256 });
  needles.forEach(({ symbols }, n) => (result[symbols[0] as number] ??= []).push(n));
  return result;
}

/** The latest `length` of the starts from place 0 on, with as much room again. */
function latest({ starts, count }: LaneState, length: number): Uint32Array {
  let size = 16;
  while (size < length * 2) size *= 2;
  const result = new Uint32Array(size);
  for (let n = 0; n < length; n++) {
    result[n] = starts[(count - length + n) & (starts.length - 1)] as number;
  }
  return result;
}
