import { describe, expect, it } from '@jest/globals';
import { parseDotenv } from '../../src/import/dotenv.js';

const valuesOf = (text: string) =>
  Object.fromEntries(parseDotenv(text).entries.map(({ name, value }) => [name, value]));
const warningsOf = (text: string) =>
  parseDotenv(text).problems.map(({ severity, line, message }) => [severity, line, message]);

describe('a line of a .env file', () => {
  it.each([
    ['KEY=value', 'value'],
    ['export KEY=value', 'value'],
    ['  KEY = value  ', 'value'],
    ['KEY=', ''],
    ['KEY=""', ''],
    ['KEY=with blanks in it', 'with blanks in it'],
    ['KEY=value # a comment', 'value'],
    ['KEY=# a comment', ''],
    ['KEY="a # b" # a comment', 'a # b'],
    ["KEY='a\\nb'", 'a\\nb'],
    ['KEY="a\\nb\\r"', 'a\nb\r'],
    ['KEY="a\\tb"', 'a\\tb'],
    ["KEY=it's", "it's"],
    ['KEY="it\'s"', "it's"],
    ['KEY=`a "b" \'c\'`', 'a "b" \'c\''],
    ['KEY=a=b==', 'a=b=='],
    ['KEY="first\nsecond"', 'first\nsecond'],
    ["KEY='-----BEGIN\r\nabc\r\n-----END'\r\n", '-----BEGIN\nabc\n-----END'],
  ])('%j has the value %j', (text, value) => {
    expect(parseDotenv(text)).toEqual({ entries: [{ name: 'KEY', value, line: 1 }], problems: [] });
  });

  it('that is blank or a comment is none; every other has its number', () => {
    const text = '\n# one\n\nA=1\n   \nB="2\n3\n"\n  # two\nC.D-e=4';
    expect(parseDotenv(text).entries).toEqual([
      { name: 'A', value: '1', line: 4 },
      { name: 'B', value: '2\n3\n', line: 6 },
      { name: 'C.D-e', value: '4', line: 10 },
    ]);
  });
});

describe('what is not to be trusted', () => {
  it.each([
    ['A=1\nB="open\nC=3\n', 2, 'the quote " is not closed'],
    ["A='open\n", 1, "the quote ' is not closed"],
    ['A=`open', 1, 'the quote ` is not closed'],
    ['A="x" y', 1, 'only a comment may follow the closing "'],
    ["A='it\\'s'", 1, "only a comment may follow the closing '"],
    ['KEY=-----BEGIN\nsecretpart\n', 2, 'expected NAME=value'],
    ['export KEY', 1, 'expected NAME=value'],
    ['=value', 1, 'expected NAME=value'],
    ['A B=value', 1, 'expected NAME=value'],
    ['KÉY=value', 1, 'expected NAME=value'],
  ])('%j fails on line %d', (text, line, message) => {
    expect(parseDotenv(text).problems).toEqual([{ severity: 'fail', line, message }]);
  });

  it('is told for every line', () => {
    expect(warningsOf('one\nA=1\ntwo')).toEqual([
      ['fail', 1, 'expected NAME=value'],
      ['fail', 3, 'expected NAME=value'],
    ]);
  });
});

describe('what programs read differently', () => {
  it('a name that is there twice: the last value counts, and both lines are named', () => {
    const text = 'A=$OLD\nB=2\nA=new';
    expect(valuesOf(text)).toEqual({ A: 'new', B: '2' });
    expect(warningsOf(text)).toEqual([
      ['warn', 3, 'it is there twice: this value counts, and not that of line 1'],
    ]);
  });

  it.each(['${OTHER}', '$(touch pwned)', '`touch pwned`', '$OTHER'])(
    '%s is no more than text',
    (written) => {
      for (const text of [`A=x${written}`, `A="x${written}"`]) {
        expect(valuesOf(text)).toEqual({ A: `x${written}` });
        expect(warningsOf(text)).toEqual([
          ['warn', 1, expect.stringContaining('stored as it is written')],
        ]);
      }
    },
  );

  it.each(["A='${OTHER}'", 'A=pa$$1word', 'A="costs 5$"'])('%s looks like nothing else', (text) => {
    expect(warningsOf(text)).toEqual([]);
  });

  it('an escaped quote, backslash or dollar in double quotes', () => {
    const text = 'A="{\\"a\\": \\"\\$b\\\\n\\"}"';
    expect(valuesOf(text)).toEqual({ A: '{"a": "$b\\n"}' });
    expect(warningsOf(text)).toEqual([
      ['warn', 1, expect.stringContaining('as a shell reads them')],
    ]);
  });

  it('a # that follows no blank', () => {
    expect(valuesOf('A=pass#word')).toEqual({ A: 'pass#word' });
    expect(warningsOf('A=pass#word')).toEqual([['warn', 1, expect.stringContaining('its #')]]);
  });
});
