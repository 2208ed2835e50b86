import { expect, it } from '@jest/globals';
import dotenv from 'dotenv';
import fc from 'fast-check';
import { decodeText } from '@aim/core';
import { parseDotenv } from '../../src/import/dotenv.js';

const name = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,12}$/);
const blank = fc.stringMatching(/^ {0,2}$/);
const lineEnd = fc.constantFrom('\n', '\r\n');

/** Values in every way of writing them that npm's dotenv and AIM read alike. */
const written = fc.oneof(
  fc.stringMatching(/^[^\s"'`#\\$][^\r\n"'`#\\$]{0,20}$/).map((text) => text.trimEnd()),
  fc.stringMatching(/^[^'\\\r]{0,30}$/).map((text) => `'${text}'`),
  fc.stringMatching(/^[^`\\\r]{0,30}$/).map((text) => `\`${text}\``),
  fc.stringMatching(/^(?:[^"\\\r]|\\n|\\r){0,30}$/).map((text) => `"${text}"`),
);
const entry = fc
  .tuple(fc.constantFrom('', 'export '), name, blank, blank, written)
  .map(([start, key, before, after, value]) => `${start}${key}${before}=${after}${value}`);
const comment = fc.stringMatching(/^[ -~]{0,20}$/).map((text) => `# ${text.replaceAll('\\', '')}`);
const file = fc
  .array(fc.tuple(fc.oneof(entry, comment, fc.constant('')), lineEnd))
  .map((lines) => lines.flat().join(''));

it('reads what npm dotenv reads, where a shell would read the same', () => {
  fc.assert(
    fc.property(file, (text) => {
      const { entries, problems } = parseDotenv(text);
      expect(problems.filter(({ severity }) => severity === 'fail')).toEqual([]);
      const values = Object.fromEntries(entries.map((each) => [each.name, each.value]));
      expect(values).toEqual(dotenv.parse(text));
    }),
    { numRuns: 1000 },
  );
});

/** A value between quotes that it does not hold itself; undefined when it holds both kinds. */
function quoted(value: string): string | undefined {
  const quote = ["'", '`'].find((each) => !value.includes(each));
  return quote === undefined ? undefined : `${quote}${value}${quote}`;
}

it('gives back every value that was written between quotes, with its line', () => {
  const value = fc
    .string({ unit: 'grapheme', maxLength: 60 })
    .map((text) => text.replace(/\r/g, ''));
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key }), (pairs) => {
      const writable = pairs.filter(([, each]) => quoted(each) !== undefined);
      const lines = writable.map(([key, each]) => `${key}=${quoted(each)}\n`);
      const { entries } = parseDotenv(lines.join(''));
      expect(entries.map((each) => [each.name, each.value])).toEqual(writable);
      const starts = lines.map((_, i) => lines.slice(0, i).join('').split('\n').length);
      expect(entries.map(({ line }) => line)).toEqual(starts);
    }),
  );
});

it('never throws, names lines that are there, and has one entry for each name', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('A=', '"', "'", '`', '\\', '\n', '\r\n', '#', 'export ', '$(touch x)', '${A}'),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      const lineCount = text.split(/\r\n?|\n/).length;
      const { entries, problems } = parseDotenv(text);
      for (const { line } of [...entries, ...problems]) {
        expect(line).toBeGreaterThan(0);
        expect(line).toBeLessThanOrEqual(lineCount);
      }
      expect(new Set(entries.map((each) => each.name)).size).toBe(entries.length);
    }),
    { numRuns: 1000 },
  );
});

it('is decoded to the same text from every encoding, and from no other bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (any) => {
      const text = any.replaceAll('\0', '').replace(/^\uFEFF+/, '');
      const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
      const big = Buffer.from(little).swap16();
      for (const bytes of [Buffer.from(`\uFEFF${text}`), Buffer.from(text), little, big]) {
        expect(decodeText(bytes)).toEqual({ text });
      }
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const decoded = decodeText(bytes);
      if ('text' in decoded) expect(decoded.text).not.toContain('\0');
      else expect(decoded.line).toBeGreaterThan(0);
    }),
  );
});
