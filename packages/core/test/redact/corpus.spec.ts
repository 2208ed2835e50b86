import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createByteRedactor } from '../../src/redact/redact-bytes.js';

interface Case {
  name: string;
  expect?: 'masked' | 'unchanged';
  arrives?: number;
}

interface Corpus {
  outputOf: (testCase: Case, value: string) => { pieces: Buffer[] };
  judge: (testCase: Case, value: string, output: Buffer) => string;
}

const folder = join(import.meta.dirname, '../../../../tools/bench/redaction-corpus');
const { value, cases } = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as {
  value: string;
  cases: Case[];
};
const { outputOf, judge } = (await import(join(folder, 'encode.mjs'))) as Corpus;

const values = [
  value,
  'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
  'postgres://me:pa55%40word@db/main',
];

describe('the corpus of redaction', () => {
  it.each(cases.map((testCase) => [testCase.name, testCase] as const))('%s', (_name, testCase) => {
    for (const each of values) {
      const redactor = createByteRedactor([each]);
      const { pieces } = outputOf(testCase, each);
      const parts = pieces.map((piece) => redactor.push(piece));
      if (testCase.arrives !== undefined) expect(parts[0]).toHaveLength(testCase.arrives);
      const output = Buffer.concat([...parts, redactor.end()]);
      expect(judge(testCase, each, output)).toBe(testCase.expect ?? 'masked');
    }
  });

  it('tells a masker that does nothing, one that cuts and one that changes bytes', () => {
    const [whole] = cases as [Case];
    expect(judge(whole, value, Buffer.from(`key: ${value}\nnext line\n`))).toBe('leaked');
    expect(judge(whole, value, Buffer.from(`key: ***${value.slice(4)}\nnext line\n`))).toBe(
      'leaked',
    );
    expect(judge(whole, value, Buffer.from('key: ***\nnext line'))).toBe('damaged');
    expect(judge(whole, value, Buffer.from('key: ***\nnext line\n'))).toBe('masked');
  });
});
