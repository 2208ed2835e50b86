import { loadProviderDetails } from '@aim/core';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createKeyFinder, keyPatterns, type FoundKey } from '../../src/sweep.js';
import { otherShapes } from '../../src/sweep/other-shapes.js';
import { numbersFrom, validKey } from '../support/valid-key.js';

const providers = await loadProviderDetails();
const patterns = keyPatterns(providers);
const shapes = providers.flatMap(({ id, keys, keyShapes }) =>
  keyShapes.map((shape) => ({ id, variable: (shape.keys ?? keys)[0] as string, shape })),
);

function find(chunks: readonly Uint8Array[], byName = false): FoundKey[] {
  const finder = createKeyFinder({ patterns, byName });
  return [...chunks.flatMap((chunk) => finder.push(chunk)), ...finder.end()];
}

const findIn = (text: string, byName = false) => find([Buffer.from(text)], byName);

describe('a key of a known shape', () => {
  it('is found wherever it lies and the chunks are cut, and never shown', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...shapes),
        fc.integer(),
        fc.tuple(fc.nat(45_000), fc.array(fc.nat(60_000), { maxLength: 4 })),
        ({ id, variable, shape }, seed, [lead, cuts]) => {
          const key = validKey(shape, numbersFrom(seed));
          const before = `${'some words\n'.repeat(lead / 11)}${variable}=`;
          const bytes = Buffer.from(`${before}${key}\n${'more words\n'.repeat(20)}`);
          const ends = [...cuts.filter((cut) => cut < bytes.length), bytes.length];
          ends.sort((a, b) => a - b);
          const found = find(ends.map((end, n) => bytes.subarray(ends[n - 1] ?? 0, end)));
          expect(found.map(({ offset, length }) => [offset, length])).toEqual([
            [before.length, key.length],
          ]);
          expect(found[0]).toMatchObject({ provider: id, variable });
          const tail = key.slice((shape.prefix ?? '').length);
          expect(JSON.stringify(found)).not.toContain(tail.slice(0, 8));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is found beside what programs write around it', () => {
    const openRouter = shapes.find(({ id }) => id === 'openrouter');
    const key = validKey((openRouter as (typeof shapes)[0]).shape, numbersFrom(7));
    for (const text of [
      `"${key}"`,
      `'${key}',`,
      `Bearer ${key}`,
      `{\\"text\\":\\"\\n${key}\\n\\"}`,
      `https://host/?key=${key}&x=1`,
      `key%3D${key}%26`,
      `It is ${key}.`,
      `\u001b[32m${key}\u001b[0m`,
    ]) {
      expect(findIn(text)).toMatchObject([{ length: key.length, masked: 'sk-or-v1-…' }]);
    }
  });
});

describe('a key of a service that AIM fills no variable of', () => {
  it.each(otherShapes.map((shape) => ({ ...shape, shape })))(
    '$provider, $kind is found without a name beside it',
    ({ shape, prefix }) => {
      const key = validKey(shape, numbersFrom(7));
      expect(findIn(`It is ${key}, and:`)).toMatchObject([
        { offset: 6, length: key.length, provider: shape.provider, masked: `${prefix}…` },
      ]);
    },
  );

  it('may have points in it, when its name is beside it', () => {
    const key = ['ab', 'q8Zr5Tn2Lx9Vb4Wm7Kc1Hd6'].join('.');
    expect(findIn(`SOME_TOKEN=${key}`, true)).toMatchObject([{ length: key.length }]);
  });
});

describe('no key', () => {
  it.each([
    'OPENAI_API_KEY=your-api-key-goes-here-please',
    'ANTHROPIC_API_KEY=sk-ant-api03-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'GROQ_API_KEY=${GROQ_API_KEY}',
    'commit 3f786850e387550fdab836ed7e6dc881de23001b',
    '"integrity": "sha512-qXJjg1Qm5hNPVZ0wtjLbzHh4Qn3pTq0wq6nJ9sYzqB6m0qkU1Yh2kq9w3XcQ=="',
    'token: 123e4567-e89b-42d3-a456-426614174000',
    'const apiKey = process.env.OPENAI_API_KEY_2',
    'token: settings.services.openaiApiKeyOfProduction2',
    'ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  ])('%s', (text) => {
    expect(findIn(text, true)).toEqual([]);
  });

  it('is a value of no shape, outside of configuration', () => {
    const text = 'SOME_TOKEN=q8Zr5Tn2Lx9Vb4Wm7Kc1Hd6';
    expect(findIn(text)).toEqual([]);
    expect(findIn(text, true)).toMatchObject([{ variable: 'SOME_TOKEN', masked: '…' }]);
  });
});

describe('a text that is made to be slow', () => {
  it.each([
    'key=',
    '.ghs_',
    'sk-',
    'sk-ant-',
    'token=a',
    'AKIA',
    'eyJ',
    'key="',
    'x.y-',
    'SG.',
    'hvs.a',
  ])(
    'of %j again and again costs no more for each character than one of twice the length',
    (part) => {
      const costOf = (length: number) => {
        const cost = { examined: 0 };
        const finder = createKeyFinder({ patterns, byName: true, cost });
        finder.push(Buffer.from(part.repeat(length / part.length)));
        finder.end();
        return cost.examined / length;
      };
      // As often as a prefix stands there, at most the length of a key is looked at.
      expect(costOf(40_000)).toBeLessThan(600);
      expect(costOf(80_000)).toBeLessThan(1.1 * costOf(40_000) + 1);
    },
  );
});
