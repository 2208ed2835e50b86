import { createHash } from 'node:crypto';

/** A part of a file, in bytes, and what takes its place. */
export interface Edit {
  offset: number;
  length: number;
  text: string;
}

/** The bytes with every part replaced; the parts come in order and do not overlap. */
export function withEdits(bytes: Buffer, edits: readonly Edit[]): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (const { offset, length, text } of edits) {
    pieces.push(bytes.subarray(from, offset), Buffer.from(text, 'utf8'));
    from = offset + length;
  }
  return Buffer.concat([...pieces, bytes.subarray(from)]);
}

/** The edits that take {@link withEdits} back, given what the parts held before. */
export function reversed(edits: readonly Edit[], held: readonly string[]): Edit[] {
  let shift = 0;
  return edits.map(({ offset, length, text }, place) => {
    const written = Buffer.byteLength(text, 'utf8');
    const edit = { offset: offset + shift, length: written, text: held[place] as string };
    shift += written - length;
    return edit;
  });
}

/** In hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
