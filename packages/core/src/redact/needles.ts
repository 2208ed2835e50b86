import { families, symbolsOf, type Family, type FamilyName } from './families.js';
import { minMaskableLength } from './mask.js';
import { unescapeAll } from './unescape.js';

/** A run of symbols that is looked for. */
export interface Needle {
  family: FamilyName;
  symbols: Uint8Array;
  /** Whose it is, as places in the list of values. */
  values: number[];
  /** The most bytes that an occurrence may take up, with all that stands between its symbols. */
  longest: number;
  /** The length of the longest proper end of the first `length` symbols that is a beginning too. */
  border: (length: number) => number;
}

/** What is looked for in one family. */
export interface FamilyNeedles extends Family {
  needles: Needle[];
}

/**
 * Everything that has to be looked for to find `values`. Those under 8 characters are left out.
 */
export function needlesOf(values: readonly string[]): FamilyNeedles[] {
  const maskable = values.flatMap((value, n) =>
    value.length < minMaskableLength ? [] : [{ value, n }],
  );
  return families(maskable.some(({ value }) => value.includes('\n'))).map((family) => {
    const found = new Map<string, Needle>();
    for (const { value, n } of maskable) {
      for (const spelling of spellings[family.name](Buffer.from(value, 'utf8'))) {
        const symbols = symbolsOf(family, spelling);
        const key = Buffer.from(symbols).toString('latin1');
        const needle = found.get(key) ?? createNeedle(family.name, symbols);
        if (!needle.values.includes(n)) needle.values.push(n);
        found.set(key, needle);
      }
    }
    return { ...family, needles: [...found.values()] };
  });
}

const spellings = {
  literal: (bytes: Buffer) => [bytes, ...escapedSpellings(bytes)],
  hex: (bytes: Buffer) => [Buffer.from(bytes.toString('hex'))],
  base64: base64Spellings,
};

/**
 * What is left of the value when escapes are taken out. That is one spelling, but for values that
 * hold a percent sign or a backslash; and where it is too short, the usual escapes as they stand.
 */
function escapedSpellings(bytes: Buffer): Uint8Array[] {
  const text = bytes.toString('utf8');
  const isForm = text.includes(' ');
  if (!/[%\\]/.test(text)) return isForm ? [Buffer.from(text.replaceAll(' ', '+'))] : [];
  const json = JSON.stringify(text).slice(1, -1);
  const percent = encodeURIComponent(text);
  const units = Array.from({ length: text.length }, (_, n) => text.charCodeAt(n));
  const everyUnit = units.map((unit) => String.raw`\u${unit.toString(16).padStart(4, '0')}`);
  const everyByte = bytes.toString('hex').replace(/../g, '%$&');
  const escaped = [
    text,
    json,
    percent,
    percent.replaceAll('%20', '+'),
    everyUnit.join(''),
    everyByte,
  ];
  return escaped.map((spelling) => {
    const written = Buffer.from(spelling);
    const plain = unescapeAll(written);
    return plain.length < minMaskableLength ? written : plain;
  });
}

/**
 * Base64 works on groups of three bytes, so a value inside a longer text has three spellings. Of
 * each only the characters that depend on no neighbouring byte are looked for.
 */
function base64Spellings(bytes: Buffer): Buffer[] {
  return [0, 1, 2].map((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const firstOwn = Math.ceil((offset * 8) / 6);
    const lastOwn = Math.floor((padded.length * 8) / 6);
    return Buffer.from(padded.toString('base64').slice(firstOwn, lastOwn));
  });
}

function createNeedle(family: FamilyName, symbols: Uint8Array): Needle {
  const longest = 64 * symbols.length + 4096;
  return { family, symbols, values: [], longest, border: bordersOf(symbols) };
}

/** Knuth, Morris and Pratt's table, made as far as it is asked for. */
function bordersOf(symbols: Uint8Array): (length: number) => number {
  let table = new Int32Array(32);
  let known = 1;
  return (length) => {
    while (known < length) {
      const symbol = symbols[known];
      let border = table[known] as number;
      while (border > 0 && symbols[border] !== symbol) border = table[border] as number;
      if (symbols[border] === symbol) border++;
      if (++known === table.length) table = grown(table);
      table[known] = border;
    }
    return table[length] as number;
  };
}

function grown(table: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(table.length * 2);
  larger.set(table);
  return larger;
}
