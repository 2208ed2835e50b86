/** A way to write the bytes of a value, by what a reader of the output sees. */
export type FamilyName = 'literal' | 'hex' | 'base64';

/** How the symbols of a family are told from others, and which stand between them. */
export interface Family {
  name: FamilyName;
  /** The symbol that a byte stands for; 0 for a byte that ends every match. */
  fold: Uint8Array;
  /** Of each byte: `lineBreak` or `indent` where it may stand between two symbols, else 0. */
  between: Uint8Array;
}

export const lineBreak = 1;
/** A blank, which may follow a line break. */
export const indent = 2;

/**
 * The families, for values with or without line breaks. Hex and base64 may be wrapped at any
 * width, with the next line indented. A terminal and Windows put a carriage return before a line
 * break, so that it counts for nothing where values have lines.
 */
export function families(hasLines: boolean): Family[] {
  const wrapped = table({ '\r\n': lineBreak, ' \t': indent });
  return [
    {
      name: 'literal',
      fold: table({ ...(hasLines && { '\r': 0 }) }, (byte) => byte),
      between: table({ ...(hasLines && { '\r': lineBreak }) }),
    },
    { name: 'hex', fold: foldOf('0123456789abcdef', { ABCDEF: 'abcdef' }), between: wrapped },
    { name: 'base64', fold: foldOf(base64Digits, { '-_': '+/' }), between: wrapped },
  ];
}

/** The symbols that `text` is in a family. */
export function symbolsOf({ fold }: Family, text: Uint8Array): Uint8Array {
  const symbols = new Uint8Array(text.length);
  let length = 0;
  for (let place = 0; place < text.length; place++) {
    const symbol = fold[text[place] as number] as number;
    if (symbol !== 0) symbols[length++] = symbol;
  }
  return symbols.subarray(0, length);
}

/** The places of `table`, by what it holds: in a `fold`, the bytes that stand for each symbol. */
export function bytesBy(table: Uint8Array): number[][] {
  const result: number[][] = Array.from({ length: 256 }, () => []);
  table.forEach((entry, byte) => (result[entry] as number[]).push(byte));
  return result;
}

const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function foldOf(digits: string, aliases: Record<string, string>): Uint8Array {
  const fold = new Uint8Array(256);
  const pairs = [[digits, digits], ...Object.entries(aliases)] as [string, string][];
  for (const [from, to] of pairs) {
    [...from].forEach((digit, n) => (fold[digit.charCodeAt(0)] = to.charCodeAt(n)));
  }
  return fold;
}

function table(
  entries: Record<string, number>,
  otherwise: (byte: number) => number = () => 0,
): Uint8Array {
  const result = Uint8Array.from({ length: 256 }, (_, byte) => otherwise(byte));
  for (const [bytes, value] of Object.entries(entries)) {
    for (const byte of bytes) result[byte.charCodeAt(0)] = value;
  }
  return result;
}
