import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatExport, quotePowerShell } from '../../src/export.js';
import { anyValue, hostileValues, isHeld } from '../support/hostile-values.js';

/**
 * Evaluates an expression of PowerShell by its documented grammar, as far as AIM's own text goes:
 * `'…'` where two quotes are one, and any of five characters is a quote; `[char]N`; `-join (…)`.
 */
function evaluate(expression: string): string {
  const joined = /^-join \((.*)\)$/.exec(expression)?.[1];
  const items = /\[char\](\d+)|['‘’‚‛]((?:[^'‘’‚‛]|['‘’‚‛]{2})*)['‘’‚‛](?!['‘’‚‛])/y;
  const list = joined ?? expression;
  let text = '';
  while (items.lastIndex < list.length) {
    const [item, code, quoted = ''] = items.exec(list) ?? [];
    if (item === undefined) throw new Error('This is no expression');
    if (code === undefined) text += quoted.replace(/['‘’‚‛](['‘’‚‛])/g, '$1');
    else text += String.fromCharCode(Number(code));
    if (items.lastIndex === list.length) break;
    if (joined === undefined || list[items.lastIndex++] !== ',') throw new Error('No list');
  }
  return text;
}

describe('the format powershell', () => {
  it.each([
    ['plain', 'sk-test_123', "'sk-test_123'"],
    ['a single quote', "it's", "'it''s'"],
    ['what double quotes would run', '$(x) `n "y"', `'$(x) \`n "y"'`],
    ['a typographic quote', 'it’s', "-join ('it',[char]8217,'s')"],
    ['a line break', 'a\n', "-join ('a',[char]10)"],
    ['an emoji', '🙂', '-join ([char]55357,[char]56898)'],
  ])('writes %s', (_what, value, expression) => {
    expect(quotePowerShell(value)).toBe(expression);
  });

  it('means any value, in ASCII and on one line', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const expression = quotePowerShell(value);
        expect(expression).toMatch(/^[ -~]*$/);
        expect(evaluate(expression)).toBe(value);
      }),
      { numRuns: 1000 },
    );
  });

  it('sets one variable with each line', () => {
    const variables = [
      { name: 'A', value: "it's" },
      { name: 'B', value: 'two\nlines' },
    ];
    expect(formatExport('powershell', variables)).toBe(
      "$env:A = 'it''s'\n$env:B = -join ('two',[char]10,'lines')\n",
    );
  });

  it('refuses the empty value, which would remove the variable', () => {
    expect(isHeld('powershell', '')).toBe(false);
  });
});

describe('the format cmd', () => {
  it('writes what a batch file and for /f read alike', () => {
    const variables = [
      { name: 'A', value: 'sk-test_123' },
      { name: 'B', value: "it's a & b | c > d ^ (e) \\ $(x) " },
    ];
    expect(formatExport('cmd', variables)).toBe(
      'set "A=sk-test_123"\r\nset "B=it\'s a & b | c > d ^ (e) \\ $(x) "\r\n',
    );
  });

  it.each([
    ['empty', ''],
    ['with a percent sign, which a file halves', '100%'],
    ['with an exclamation mark, which delayed expansion takes', 'hi!'],
    ['with a double quote, which ends the protection of the rest', 'a"&calc'],
    ['with a line break', 'two\nlines'],
    ['with a character that depends on the code page', 'é'],
    ['longer than a line may be', 'x'.repeat(8192)],
  ])('refuses a value that is %s', (_what, value) => {
    expect(isHeld('cmd', value)).toBe(false);
  });

  it('keeps within its line, whatever the name', () => {
    const longest = hostileValues[0]?.padEnd(8056, 'x') ?? '';
    const text = formatExport('cmd', [{ name: 'N'.repeat(128), value: longest }]);
    expect(text.length).toBe(8191 + '\r\n'.length);
    expect(isHeld('cmd', `${longest}x`)).toBe(false);
  });
});
