import { createFinder, createNeedle, openTailLength, type Needle } from './find-secret.js';
import { mask } from './redact-text.js';
import { secretForms } from './secret-forms.js';

/** Masks bytes that come in chunks. */
export interface ByteRedactor {
  /** What of the bytes so far is certain and was not handed out yet. */
  push: (chunk: Buffer) => Buffer;
  /** The rest, once nothing more comes. */
  end: () => Buffer;
  /** How many occurrences were replaced so far. */
  replaced: () => number;
}

/** A tail of the input that is the beginning of a needle. */
interface OpenTail {
  start: number;
  /** Undefined when the tail is empty. */
  needle?: Buffer;
}

const maskBytes = Buffer.from(mask);

/**
 * Replaces what `createRedactor` replaces, however the chunks are cut. Bytes that cannot be the
 * start of a secret pass at once; a possible start is held until the next chunk or the end.
 */
export function createByteRedactor(values: Iterable<string>): ByteRedactor {
  const forms = new Set([...values].flatMap(secretForms));
  const needles = [...forms].map((form) => createNeedle(Buffer.from(form, 'utf8')));
  let held: Buffer[] = [];
  let heldLength = 0;
  let growing: Buffer | undefined;
  let replaced = 0;

  const take = (chunk: Buffer, isLast: boolean): Buffer => {
    const input = Buffer.concat([...held, chunk]);
    const { output, open, count } = redactBytes(input, needles, isLast);
    const rest = Buffer.from(input.subarray(open.start));
    held = [rest];
    heldLength = rest.length;
    growing = open.needle;
    replaced += count;
    return output;
  };

  const push = (chunk: Buffer): Buffer => {
    // A long secret in small chunks: while it goes on, nothing has to be searched again.
    if (growing === undefined || !continues(growing, heldLength, chunk)) return take(chunk, false);
    held.push(Buffer.from(chunk));
    heldLength += chunk.length;
    return Buffer.alloc(0);
  };

  return { push, end: () => take(Buffer.alloc(0), true), replaced: () => replaced };
}

/** True when the chunk is the next part of the needle, and not its last. */
function continues(needle: Buffer, from: number, chunk: Buffer): boolean {
  const to = from + chunk.length;
  return to < needle.length && chunk.equals(needle.subarray(from, to));
}

function redactBytes(input: Buffer, needles: readonly Needle<Buffer>[], isLast: boolean) {
  const find = createFinder(input, needles);
  const openFrom = (place: number): OpenTail =>
    isLast ? { start: input.length } : openTail(input, needles, place);
  const parts: Buffer[] = [];
  let position = 0;
  let count = 0;
  let open = openFrom(0);
  for (;;) {
    const hit = find(position);
    // A longer form that starts here or earlier may still be arriving: then the hit waits too.
    if (hit === undefined || open.start <= hit.start) {
      parts.push(input.subarray(position, open.start));
      return { output: Buffer.concat(parts), open, count };
    }
    parts.push(input.subarray(position, hit.start), maskBytes);
    position = hit.end;
    count++;
    if (open.start < position) open = openFrom(position);
  }
}

/** The longest tail from `from` on that is a proper beginning of some needle. */
function openTail(input: Buffer, needles: readonly Needle<Buffer>[], from: number): OpenTail {
  let longest: OpenTail = { start: input.length };
  for (const needle of needles) {
    const start = input.length - openTailLength(input, needle, from);
    if (start < longest.start) longest = { start, needle: needle.text };
  }
  return longest;
}
