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
  return unit >= 0xd800 && unit <= 0xdfff ? 0xf0 | 0 : 0xe0 | (unit >> 12);
}

/**
 * Looks ahead at the escape at `place`: its length << 8 | the first byte that it means; -1 when
 * that cannot be said here. A percent sign that begins no escape is one byte that means itself.
 */
export function peekEscape(bytes: Uint8Array, place: number): number {
  let at = place;
  while (bytes[at] === backslash && at - place < longestEscape) at++;
  const letter = bytes[at];
  if (letter === undefined || letter === backslash || letter === esc) return -1;
  if (letter === percent) return at > place ? -1 : peekHex(bytes, at + 1, 2, place);
  const digits = digitsAfter[letter];
  if (digits !== undefined) return peekHex(bytes, at + 1, digits, place);
  return meaning(shortEscapes[letter] as number, at + 1 - place);
}

function peekHex(bytes: Uint8Array, from: number, digits: number, place: number): number {
  let value = 0;
  for (let at = from; at < from + digits; at++) {
    const digit = hexValue(bytes[at]);
    if (bytes[at] === esc) return -1;
    if (digit < 0) return at < bytes.length && bytes[place] === percent ? meaning(percent, 1) : -1;
    value = (value << 4) | digit;
  }
  const length = from + digits - place;
  if (digits === 2) return value >= 0x80 ? (length << 8) | value : meaning(value, length);
  return value >= 0x80 ? (length << 8) | leadByte(value) : meaning(value, length);
}

function meaning(byte: number, length: number): number {
  const mayGoOn = length > 1 && (byte === backslash || byte === percent);
  return mayGoOn ? -1 : (length << 8) | byte;
}
