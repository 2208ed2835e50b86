import { mask, stylesIn } from './mask.js';
import type { Redact } from './redact-data.js';
import { createByteScanner } from './scan-bytes.js';
import { createSpans } from './spans.js';

/**
 * Makes a function that replaces each of the values, in every form of `SecretForm`, by
 * `[redacted]`; one mask stands for occurrences that overlap. Values under 8 characters are left
 * alone (`minMaskableLength`).
 */
export function createRedactor(values: Iterable<string>): Redact {
  const spans = createSpans();
  const scanner = createByteScanner([...values], spans.add);
  return (text) => {
    scanner.push(Buffer.from(text, 'utf8'));
    scanner.end();
    if (spans.first() === undefined) return text;
    const parts: string[] = [];
    const place = createPlaces(text);
    let position = 0;
    for (let span = spans.first(); span !== undefined; span = spans.first()) {
      spans.removeFirst();
      const start = place(span.start);
      const end = place(span.end);
      parts.push(text.slice(position, start), mask, stylesIn(text.slice(start, end)));
      position = end;
    }
    return parts.join('') + text.slice(position);
  };
}

/** Answers, for places in the UTF-8 of `text` that only move forward, those in the text. */
function createPlaces(text: string): (bytes: number) => number {
  let place = 0;
  let bytes = 0;
  return (wanted) => {
    while (bytes < wanted) {
      const point = text.codePointAt(place) as number;
      place += point > 0xffff ? 2 : 1;
      // A lone surrogate is written as U+FFFD, which takes three as well.
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }
    return place;
  };
}
