import { minMaskableLength } from './secret-forms.js';

/** A text, or a run of bytes. A needle is looked for in its own kind only. */
export type Searchable = string | Buffer;

/** Something to look for, of at least `minMaskableLength` units. */
export interface Needle<T extends Searchable> {
  text: T;
  /** Its first units: what the platform's own search, which is quick, can find. */
  head: Searchable;
  /** Of each beginning the length of its longest proper end that is a beginning too. */
  borders: () => Int32Array;
}

/** A place where a needle stands. */
export interface Hit {
  start: number;
  end: number;
}

export function createNeedle<T extends Searchable>(text: T): Needle<T> {
  let borders: Int32Array | undefined;
  return {
    text,
    head: text.slice(0, minMaskableLength),
    borders: () => (borders ??= bordersOf(text)),
  };
}

/**
 * Makes a function that answers the leftmost needle at or after a place that only moves forward;
 * of several at one place the longest. A needle is looked for again only when the place has
 * passed where it was found, so that many hits do not cost a search each.
 */
export function createFinder<T extends Searchable>(
  input: T,
  needles: readonly Needle<T>[],
): (from: number) => Hit | undefined {
  const next = needles.map(() => -1);
  return (from) => {
    let best: Hit | undefined;
    needles.forEach((needle, n) => {
      if ((next[n] as number) < from) next[n] = startOf(input, needle, from);
      const start = next[n] as number;
      if (start === Number.POSITIVE_INFINITY || start > (best?.start ?? start)) return;
      const end = start + needle.text.length;
      if (best === undefined || start < best.start || end > best.end) best = { start, end };
    });
    return best;
  };
}

/** The length of the longest tail, from `from` on, that is a beginning of the needle but not all of it. */
export function openTailLength<T extends Searchable>(
  input: T,
  needle: Needle<T>,
  from: number,
): number {
  return scan(input, needle, Math.max(from, input.length - needle.text.length + 1)).matched;
}

function startOf<T extends Searchable>(input: T, needle: Needle<T>, from: number): number {
  const { length } = needle.text;
  if (input.length - from < length) return Number.POSITIVE_INFINITY;
  const { place, matched } = scan(input, needle, from);
  return matched === length ? place - length : Number.POSITIVE_INFINITY;
}

/**
 * Knuth, Morris and Pratt's search, up to the end of the first occurrence or of the input: a value
 * that repeats itself costs no more time than another. Where nothing is matched it jumps.
 */
function scan<T extends Searchable>(input: T, { text, head, borders }: Needle<T>, from: number) {
  let matched = 0;
  let place = from;
  while (place < input.length && matched < text.length) {
    if (matched === 0 && input.length - place >= head.length) {
      const found = indexOf(input, head, place);
      place = found < 0 ? input.length - head.length + 1 : found + head.length;
      matched = found < 0 ? 0 : head.length;
      continue;
    }
    const unit = unitAt(input, place);
    while (matched > 0 && unitAt(text, matched) !== unit)
      matched = borders()[matched - 1] as number;
    if (unitAt(text, matched) === unit) matched++;
    place++;
  }
  return { place, matched };
}

function bordersOf(text: Searchable): Int32Array {
  const borders = new Int32Array(text.length);
  let border = 0;
  for (let place = 1; place < text.length; place++) {
    const unit = unitAt(text, place);
    while (border > 0 && unitAt(text, border) !== unit) border = borders[border - 1] as number;
    if (unitAt(text, border) === unit) border++;
    borders[place] = border;
  }
  return borders;
}

function indexOf(input: Searchable, needle: Searchable, from: number): number {
  return typeof input === 'string'
    ? input.indexOf(needle as string, from)
    : input.indexOf(needle, from);
}

function unitAt(text: Searchable, place: number): number | undefined {
  return typeof text === 'string' ? text.charCodeAt(place) : text[place];
}
