/** How the text of a file is written; `bytes` is every other one than UTF-16 with its mark. */
export type TextWidth = 'bytes' | 'utf-16le' | 'utf-16be';

/** By the byte order mark; without one it is `bytes`. */
export function textWidth(start: Uint8Array): TextWidth {
  const [first, second] = start;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'bytes';
}

/**
 * UTF-16 with one byte for each unit, so that what is written in ASCII can be searched: a unit
 * beyond ASCII becomes 0xFF, which is in no text. The last byte of an odd number is left out.
 */
export function narrowed(bytes: Uint8Array, width: 'utf-16le' | 'utf-16be'): Buffer {
  const [low, high] = width === 'utf-16le' ? [0, 1] : [1, 0];
  const units = Buffer.allocUnsafe(bytes.length >> 1);
  for (let unit = 0; unit < units.length; unit++) {
    const code = bytes[2 * unit + low] as number;
    units[unit] = bytes[2 * unit + high] === 0 && code < 0x80 ? code : 0xff;
  }
  return units;
}
