import fc from 'fast-check';
import type { ExportFormat } from '@aim/core';
import { formatExport, type ExportedVariable } from '../../src/export.js';

/** Values on which quoting fails, each for a reason of its own. */
export const hostileValues: readonly string[] = [
  'sk-test-1234567890abcdef',
  '',
  ' leading and trailing ',
  "it's",
  "'",
  "''",
  "'quoted'",
  '"quoted"',
  '"',
  '$(touch pwned)',
  '`touch pwned`',
  '$HOME ${HOME} $1 $$',
  '\\',
  '\\\\',
  'ends with a backslash\\',
  "\\'",
  "'\\",
  "a'\\'b\\\\'c",
  '\\n is no newline, \\t no tab',
  'two\nlines',
  '\n',
  'ends with newlines\n\n\n',
  'dos\r\nlines',
  'ends with CR\r',
  '\t tab',
  '-n',
  '-----BEGIN KEY-----\nMIIB+/=\n-----END KEY-----\n',
  '{"type":"service_account","key":"a\\nb"}',
  '#no comment # either',
  'a=b=c',
  '; rm -rf x & | > < ^ ( ) [ ] { } * ? ~',
  '!history !! and ^caret^',
  '100% %PATH% %%',
  '‘typographic’ ‚quotes‛ “too”',
  'emoji 🙂 👩‍👩‍👧 é 漢字',
  '\u0001\u0007\u001b[31m\u007f\u0081\u0088\u00a0\u2028\ufeff\ufdd0\uf601',
  'EOF',
  '::add-mask::x',
];

const hostileCharacters = [
  ...'\'"\\$`\n\r\t !%#=&;(){}<>|*?~^-:a0_é漢🙂‘’‚‛\u0001\u007f\u0081\u00a0\u2028',
];

/** Any value that can be stored, mostly made of what means something to a reader. */
export const anyValue: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: fc.constantFrom(...hostileCharacters) }) },
  fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0')),
  fc.constantFrom(...hostileValues),
);

/** Many values at once, so that one process of a shell reads them all. */
export const anyValues = fc.array(anyValue, { minLength: 30, maxLength: 60, size: 'max' });

/** One variable for each; some end in PATH, which fish takes for a list. */
export function variablesOf(values: readonly string[]): ExportedVariable[] {
  return values.map((value, i) => ({ name: `V${i}${i % 7 === 0 ? '_PATH' : ''}`, value }));
}

/** True when the format takes the value, false when it refuses it. */
export function isHeld(format: ExportFormat, value: string): boolean {
  try {
    formatExport(format, [{ name: 'NAME', value }]);
    return true;
  } catch {
    return false;
  }
}
