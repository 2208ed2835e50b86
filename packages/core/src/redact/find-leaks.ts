import { createByteScanner, type SecretForm } from './scan-bytes.js';

export interface NamedValue {
  name: string;
  value: string;
}

/** Where a value stands. The value itself is not in it. */
export interface LeakHit {
  name: string;
  form: SecretForm;
  /** In bytes, from the beginning of the first chunk. */
  offset: number;
  /** In bytes. */
  length: number;
}

/** Finds values in bytes that come in chunks. */
export interface LeakFinder {
  /** What was found and ends in this chunk. */
  push: (chunk: Uint8Array) => LeakHit[];
  /** What the end brings to light. The finder is then ready for other bytes. */
  end: () => LeakHit[];
}

/**
 * Finds the occurrences that `createByteRedactor` masks, and tells which value and in what form;
 * of those of one value that overlap the first. Values under 8 characters are not looked for
 * (`minMaskableLength`). Its memory does not grow with the input.
 */
export function createLeakFinder(values: readonly NamedValue[]): LeakFinder {
  let hits: LeakHit[] = [];
  const ends = values.map(() => 0);
  const all = values.map(({ value }) => value);
  const scanner = createByteScanner(all, ({ values: places, form, start, end }) => {
    for (const place of places) {
      if (start < (ends[place] as number)) continue;
      ends[place] = end;
      hits.push({
        name: (values[place] as NamedValue).name,
        form,
        offset: start,
        length: end - start,
      });
    }
  });
  const taken = () => {
    const found = hits;
    hits = [];
    return found;
  };
  return {
    push: (chunk) => {
      scanner.push(chunk);
      return taken();
    },
    end: () => {
      scanner.end();
      ends.fill(0);
      return taken();
    },
  };
}
