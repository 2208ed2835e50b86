/** A text, or why the bytes are none and on which line that shows first. */
export type DecodedText = { text: string } | { line: number; message: string };

/**
 * Decodes UTF-8, with or without a byte order mark, and UTF-16 of either order with one. Nothing
 * is replaced or guessed: a value must not become another one.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    return { line: lineAt(text, nul), message: 'there is a NUL character; save it as UTF-8 text' };
  }
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    const message = `it is not ${encoding.toUpperCase()} text; save it as UTF-8`;
    return { line: lineAt(text, text.indexOf('\uFFFD')), message };
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split(/\r\n?|\n/).length;
}
