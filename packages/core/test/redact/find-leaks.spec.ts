import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createLeakFinder, type LeakHit } from '../../src/redact/find-leaks.js';
import { cut } from './encodings.js';

const key = 'sk-test-1234567890abcdef';
const token = 'ghp_0123456789abcdefghij';
const named = [
  { name: 'OPENAI_API_KEY', value: key },
  { name: 'GITHUB_TOKEN', value: token },
];

function find(chunks: readonly Buffer[]): LeakHit[] {
  const finder = createLeakFinder(named);
  return [...chunks.flatMap((chunk) => finder.push(chunk)), ...finder.end()];
}

describe('createLeakFinder', () => {
  const base64 = Buffer.from(token).toString('base64');
  const hex = Buffer.from(token).toString('hex');
  const percent = key.replaceAll('-', '%2d');
  const text = `a ${key}\nb ${percent}\nc ${base64}\nd ${hex.toUpperCase()}\n`;

  it('tells which value, in what form, and where', () => {
    expect(find([Buffer.from(text)])).toEqual([
      { name: 'OPENAI_API_KEY', form: 'plain', offset: 2, length: key.length },
      {
        name: 'OPENAI_API_KEY',
        form: 'escaped',
        offset: text.indexOf(percent),
        length: percent.length,
      },
      { name: 'GITHUB_TOKEN', form: 'base64', offset: text.indexOf(base64), length: base64.length },
      {
        name: 'GITHUB_TOKEN',
        form: 'hex',
        offset: text.indexOf(hex.toUpperCase()),
        length: hex.length,
      },
    ]);
  });

  it('tells the same however the chunks are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), (places) => {
        expect(find(cut(Buffer.from(text), places))).toEqual(find([Buffer.from(text)]));
      }),
    );
  });

  it('tells of a hit with the chunk that ends it', () => {
    const finder = createLeakFinder(named);
    expect(finder.push(Buffer.from(key.slice(0, 10)))).toEqual([]);
    expect(finder.push(Buffer.from(key.slice(10)))).toHaveLength(1);
    expect(finder.end()).toEqual([]);
  });

  it('holds no value in what it tells', () => {
    expect(JSON.stringify(find([Buffer.from(text)]))).not.toContain(key);
  });

  it('tells both names of one value, and each place once', () => {
    const finder = createLeakFinder([
      { name: 'A', value: 'x'.repeat(20) },
      { name: 'B', value: 'x'.repeat(20) },
    ]);
    const hits = finder.push(Buffer.from('x'.repeat(45)));
    expect(hits.map(({ name, offset }) => `${name} ${offset}`)).toEqual([
      'A 0',
      'B 0',
      'A 20',
      'B 20',
    ]);
  });

  it('is as new after the end', () => {
    const finder = createLeakFinder(named);
    finder.push(Buffer.from(`--${key.slice(0, 10)}`));
    finder.end();
    expect(finder.push(Buffer.from(key.slice(10)))).toEqual([]);
    finder.end();
    expect(finder.push(Buffer.from(`--${key}`))).toMatchObject([{ offset: 2 }]);
  });

  it('does not look for values of fewer than 8 characters', () => {
    expect(createLeakFinder([{ name: 'A', value: 'short' }]).push(Buffer.from('short'))).toEqual(
      [],
    );
  });
});
