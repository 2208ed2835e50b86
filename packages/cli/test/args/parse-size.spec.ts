import { expect, it } from '@jest/globals';
import { parseSize } from '../../src/args/parse-size.js';

it.each([
  ['0', 0],
  ['5000', 5000],
  ['100KB', 100_000],
  ['100kb', 100_000],
  ['100k', 100_000],
  ['4MiB', 4_194_304],
  ['1.5 GB', 1_500_000_000],
  ['12B', 12],
])('%s', (text, bytes) => {
  expect(parseSize('--min-size', text)).toBe(bytes);
});

it.each(['', 'KB', '-1', '1e3', '4iB', '1XB', '9999999999999TB', '1,5GB'])('not %j', (text) => {
  expect(() => parseSize('--min-size', text)).toThrow(`--min-size ${text}: expected a size`);
});
