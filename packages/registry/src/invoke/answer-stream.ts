import { createByteRedactor, createControlStripper } from '@aim/core';
import { StringDecoder } from 'node:string_decoder';

/** An answer while it comes: what is certain of it is shown. */
export interface AnswerStream {
  push: (piece: string) => void;
  /** Shows what was held, once the answer is whole. */
  end: () => void;
  /** Whether anything was shown. */
  hasShown: () => boolean;
}

/**
 * Shows an answer piece by piece as the result will have it: without control sequences, without the
 * injected values, and without white space around it. What may be the beginning of such a thing is
 * held until more comes.
 */
export function createAnswerStream(
  values: readonly string[],
  show: (text: string) => void,
): AnswerStream {
  const strip = createControlStripper();
  const redactor = createByteRedactor(values);
  const decoder = new StringDecoder('utf8');
  let shown = false;
  let hasBegun = false;
  let held = '';
  const tell = (bytes: Buffer) => {
    const text = decoder.write(bytes);
    if (text === '') return;
    shown = true;
    show(text);
  };
  const push = (clean: string) => {
    const text = hasBegun ? held + clean : (held + clean).trimStart();
    const end = certainEnd(text);
    held = text.slice(end);
    if (end === 0) return;
    hasBegun = true;
    tell(redactor.push(Buffer.from(text.slice(0, end))));
  };
  return {
    push: (piece) => push(strip(piece)),
    end: () => {
      push(strip());
      tell(redactor.end());
    },
    hasShown: () => shown,
  };
}

/** Before white space that may end the answer, and before half a character. */
function certainEnd(text: string): number {
  const end = text.trimEnd().length;
  return /[\ud800-\udbff]$/.test(text.slice(0, end)) ? end - 1 : end;
}
