import { describe, expect, it } from '@jest/globals';
import { parse } from 'dotenv';
import fc from 'fast-check';
import { parseEnv } from 'node:util';
import { formatExport } from '../../src/export.js';
import { anyValues, hostileValues, isHeld, variablesOf } from '../support/hostile-values.js';
import { parseAsCompose } from '../support/compose-env.js';

const readers = {
  'the npm package dotenv': parse,
  Node: parseEnv,
  'Docker Compose': parseAsCompose,
};

describe.each(Object.entries(readers))('the format dotenv, read by %s', (_reader, read) => {
  const expectRead = (values: readonly string[]) => {
    const variables = variablesOf(values.filter((value) => isHeld('dotenv', value)));
    const expected = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
    expect({ ...read(formatExport('dotenv', variables)) }).toEqual(expected);
  };

  it('gives back every hostile value that it takes', () => {
    expectRead(hostileValues);
  });

  it('gives back any value that it takes', () => {
    fc.assert(fc.property(anyValues, expectRead), { numRuns: 100 });
  });
});

describe('the format dotenv', () => {
  it.each([
    ['plain', 'sk-test_123', 'A=sk-test_123\n'],
    ['empty', '', "A=''\n"],
    ['a command', '$(touch x)', "A='$(touch x)'\n"],
    ['double quotes', 'say "hi"', `A='say "hi"'\n`],
    ['a single quote', "it's", `A="it's"\n`],
    ['a backslash', 'C:\\temp', "A='C:\\temp'\n"],
    ['lines', 'two\nlines\n', "A='two\nlines\n'\n"],
    ['an emoji', '🙂', "A='🙂'\n"],
  ])('writes %s', (_what, value, text) => {
    expect(formatExport('dotenv', [{ name: 'A', value }])).toBe(text);
  });

  it.each([
    ['a backslash at the end', 'a\\'],
    ['a single quote with double ones', `it's "it"`],
    ['a single quote with a backslash', "it's \\"],
    ['a single quote with a dollar', "it's $5"],
    ['a single quote with a backtick', "it's `"],
    ['a carriage return', 'a\rb'],
  ])('refuses %s, on which its readers differ', (_what, value) => {
    expect(isHeld('dotenv', value)).toBe(false);
  });
});
