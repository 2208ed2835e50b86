export const backslash = 0x5c;
export const percent = 0x25;
export const esc = 0x1b;

/** In bytes. A longer run is no escape: what is held back stays small. */
export const longestEscape = 64;

/** `\n` and the like; any other byte after a backslash is itself. */
export const shortEscapes: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => byte);
[...'bfnrt'].forEach((letter, n) => {
  shortEscapes[letter.charCodeAt(0)] = '\b\f\n\r\t'.charCodeAt(n);
});

/** How many hexadecimal digits follow a letter after a backslash. */
export const digitsAfter: Readonly<Record<number, 2 | 4 | undefined>> = { 0x75: 4, 0x78: 2 };

/** The value of a hexadecimal digit; -1 for another byte. */
export function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** The first byte of a UTF-16 unit in UTF-8; of a surrogate, that of the pair. */
export function leadByte(unit: number): number {
  if (unit < 0x80) return unit;
  if (unit < 0x800) return 0xc0 | (unit >> 6);
  return unit >= 0xd800 && unit <= 0xdfff ? 0xf0 : 0xe0 | (unit >> 12);
}

/**
 * Looks ahead at the escape at `place`: its length << 8 | the first byte that it means; -1 when
 * that cannot be said here. A percent sign that begins no escape is one byte that means itself.
 */
export function peekEscape(bytes: Uint8Array, place: number): number {
  let at = place;
  while (bytes[at] === backslash && at - place < longestEscape) at++;
  const letter = bytes[at++];
  if (letter === undefined || letter === backslash || letter === esc) return -1;
  if (letter === percent && at - place > 1) return -1;
  const digits = letter === percent ? 2 : digitsAfter[letter];
  if (digits === undefined) return meaning(shortEscapes[letter] as number, at - place);
  let value = 0;
  for (const end = at + digits; at < end; at++) {
    const digit = hexValue(bytes[at]);
    if (digit < 0) {
      const isKnown = letter === percent && at < bytes.length && bytes[at] !== esc;
      return isKnown ? meaning(percent, 1) : -1;
    }
    value = (value << 4) | digit;
  }
  return meaning(digits === 4 ? leadByte(value) : value, at - place);
}

/** -1 for a byte that may begin an escape of its own. */
function meaning(byte: number, length: number): number {
  const mayGoOn = length > 1 && (byte === backslash || byte === percent);
  return mayGoOn ? -1 : (length << 8) | byte;
}
