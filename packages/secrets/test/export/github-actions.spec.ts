import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatExport, githubMasks } from '../../src/export.js';
import { masksOf, parseAsRunner } from '../support/github-env.js';
import {
  anyValue,
  anyValues,
  hostileValues,
  isHeld,
  variablesOf,
} from '../support/hostile-values.js';

describe.each([
  ['Linux', false],
  ['Windows', true],
])('the format github-actions, on a runner with %s', (_system, isWindows) => {
  const expectRead = (values: readonly string[]) => {
    const variables = variablesOf(values.filter((value) => isHeld('github-actions', value)));
    const expected = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
    expect(parseAsRunner(formatExport('github-actions', variables), isWindows)).toEqual(expected);
  };

  it('gives back every hostile value that it takes', () => {
    expectRead(hostileValues);
  });

  it('gives back any value that it takes', () => {
    fc.assert(fc.property(anyValues, expectRead));
  });
});

describe('the format github-actions', () => {
  it('does not let a value end itself and set another variable', () => {
    const text = formatExport('github-actions', [{ name: 'A', value: 'x\nEOF\nPATH=/evil' }]);
    expect(Object.keys(parseAsRunner(text, false))).toEqual(['A']);
  });

  it('takes another delimiter for each value', () => {
    const text = formatExport('github-actions', variablesOf(['a', 'b']));
    const delimiters = [...text.matchAll(/<<(.+)/g)].map(([, delimiter]) => delimiter);
    expect(new Set(delimiters).size).toBe(2);
  });

  it('refuses a carriage return at the end', () => {
    expect(isHeld('github-actions', 'a\r')).toBe(false);
  });
});

describe('the masks for the log of a job', () => {
  it('are one command for a value of one line', () => {
    expect(githubMasks([{ name: 'A', value: 'sk-test' }])).toBe('::add-mask::sk-test\n');
  });

  it('are the value and each of its lines, but no blank one', () => {
    expect(githubMasks([{ name: 'A', value: 'one\r\n\n two%\n' }])).toBe(
      '::add-mask::one%0D%0A%0A two%25%0A\n::add-mask::one\n::add-mask:: two%25\n',
    );
  });

  it('are none for a blank value', () => {
    expect(githubMasks([{ name: 'A', value: ' \n' }])).toBe('');
  });

  it('cover every line of any value, and are nothing but commands', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const masks = masksOf(githubMasks([{ name: 'A', value }]));
        const lines = value.split(/[\r\n]/).filter((line) => line.trim() !== '');
        for (const line of lines) expect(masks).toContain(line);
      }),
    );
  });
});
