import { createHeldBytes } from './held-bytes.js';
import { mask, stylesIn } from './mask.js';
import { createByteScanner } from './scan-bytes.js';
import { createSpans } from './spans.js';

/** Masks bytes that come in chunks. */
export interface ByteRedactor {
  /** What of the bytes so far is certain and was not handed out yet. */
  push: (chunk: Buffer) => Buffer;
  /** The rest, once nothing more comes. */
  end: () => Buffer;
  /** How many masks were written so far. */
  replaced: () => number;
  /** Which values were found so far, as places in the list of them; the first of equal ones. */
  masked: () => ReadonlySet<number>;
  /** How many bytes are held back. */
  held: () => number;
}

/**
 * Replaces every occurrence of the values, in every form of `SecretForm`, by `[redacted]`, however
 * the chunks are cut. Where occurrences overlap, one mask stands for all of them.
 *
 * Bytes that cannot belong to an occurrence pass at once, and unchanged; a possible beginning is
 * held until more input or the end decides. That is at most 64 bytes for each character of the
 * longest value, and a few KiB. Values under 8 characters are left alone (`minMaskableLength`).
 */
export function createByteRedactor(values: Iterable<string>): ByteRedactor {
  const spans = createSpans();
  const found = new Set<number>();
  const scanner = createByteScanner([...values], (occurrence) => {
    found.add(occurrence.values[0] as number);
    spans.add(occurrence);
  });
  const held = createHeldBytes();
  /** What lies before is handed out or masked. */
  let position = 0;
  let inputEnd = 0;
  let replaced = 0;

  /** Hands out what lies before `limit`, where the first undecided byte is. */
  const release = (source: Buffer, limit: number): Buffer => {
    const offset = position;
    const parts: Buffer[] = [];
    const pass = (to: number) => {
      if (to > position) parts.push(source.subarray(position - offset, to - offset));
      position = Math.max(position, to);
    };
    for (let span = spans.first(); span !== undefined; span = spans.first()) {
      // One that begins before `position` overlaps what is masked already.
      if (span.start > limit && span.start >= position) break;
      spans.removeFirst();
      if (span.start >= position) {
        pass(span.start);
        parts.push(Buffer.from(mask));
        replaced++;
      }
      if (span.end <= position) continue;
      const inside = source.subarray(position - offset, span.end - offset);
      parts.push(Buffer.from(stylesIn(inside.toString('latin1'))));
      position = span.end;
    }
    pass(limit);
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
  };

  const take = (chunk: Buffer, limit: number): Buffer => {
    if (held.length() === 0) {
      const offset = position;
      const output = release(chunk, limit);
      held.push(chunk.subarray(position - offset));
      return output;
    }
    held.push(chunk);
    const offset = position;
    const output = Buffer.from(release(held.view(), limit));
    held.drop(position - offset);
    return output;
  };

  return {
    push: (chunk) => {
      scanner.push(chunk);
      inputEnd += chunk.length;
      return take(chunk, scanner.openFrom());
    },
    end: () => {
      scanner.end();
      return take(Buffer.alloc(0), inputEnd);
    },
    replaced: () => replaced,
    masked: () => found,
    held: () => held.length(),
  };
}
