import type { Headless } from '@aim/core';
import { StringDecoder } from 'node:string_decoder';
import { matches } from './read-answer.js';
import { tryParseLine, valueAt } from './json.js';
import type { Watcher } from '../adapter.js';

/** A longer line is no event, in characters. */
const longestLine = 1024 * 1024;

/**
 * Reads an output while it comes, and tells the answer as far as its format shows it: a text as it
 * is, pieces where the manifest says which events hold them, and else each message that another one
 * follows, since the last is the answer. Undefined for a format that shows nothing before its end.
 */
export function readPieces(
  { format, text = '', where, pieces }: Headless['output'],
  watcher: Watcher,
): ((chunk: Buffer) => void) | undefined {
  if (format === 'text') {
    const decoder = new StringDecoder('utf8');
    return (chunk) => watcher.onText(decoder.write(chunk));
  }
  if (format !== 'json-lines') return undefined;
  let message: string | undefined;
  const heed = (event: unknown) => {
    if (pieces !== undefined) {
      if (pieces.begin !== undefined && matches({ where: pieces.begin }, event))
        watcher.onRestart();
      const piece = matches(pieces, event) ? valueAt(event, pieces.text) : undefined;
      if (typeof piece === 'string') watcher.onText(piece);
      return;
    }
    const said = matches({ where }, event) ? valueAt(event, text) : undefined;
    if (typeof said !== 'string') return;
    if (message !== undefined) watcher.onSaid(message);
    message = said;
  };
  return eachLine((line) => heed(tryParseLine(line)));
}

/** Cuts what comes in chunks into lines; one that is not ended is none. */
export function eachLine(heed: (line: string) => void): (chunk: Uint8Array) => void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return (chunk) => {
    const lines = (rest + decoder.write(Buffer.from(chunk))).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) rest = '';
    lines.forEach(heed);
  };
}
