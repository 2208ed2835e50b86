import { expect, it } from '@jest/globals';
import { decodeText } from '../../src/text/decode-text.js';

const bytes = (text: string) => Buffer.from(text, 'latin1');

it.each([
  ['UTF-8', bytes('A=\xc3\xa9'), 'A=é'],
  ['UTF-8 with a mark', bytes('\xef\xbb\xbfA=\xc3\xa9'), 'A=é'],
  ['UTF-16, little end first', bytes('\xff\xfeA\0=\0\xe9\0'), 'A=é'],
  ['UTF-16, big end first', bytes('\xfe\xff\0A\0=\0\xe9'), 'A=é'],
  ['nothing', bytes(''), ''],
])('decodes %s', (_name, source, text) => {
  expect(decodeText(source)).toEqual({ text });
});

const utf8 = 'it is not UTF-8 text; save it as UTF-8';
const utf16 = 'it is not UTF-16LE text; save it as UTF-8';
const nul = 'there is a NUL character; save it as UTF-8 text';

it.each([
  ['Latin-1', bytes('A=1\r\nB=caf\xe9\n'), { line: 2, message: utf8 }],
  ['half a UTF-16 character', bytes('\xff\xfeA\0\n\0B'), { line: 2, message: utf16 }],
  ['UTF-16 without a mark', bytes('A\0=\x001\0'), { line: 1, message: nul }],
  ['a program', bytes('\x7fELF\n\n\0'), { line: 3, message: nul }],
])('refuses %s, with the line', (_name, source, problem) => {
  expect(decodeText(source)).toEqual(problem);
});
