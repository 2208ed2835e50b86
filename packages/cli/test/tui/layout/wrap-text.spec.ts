import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wrapText } from '../../../src/tui/layout/wrap-text.js';

describe('wrapText', () => {
  it('breaks at spaces, and a word only when it is longer than a line', () => {
    expect(wrapText('sealed with a passphrase', 13)).toEqual(['sealed with a', 'passphrase']);
    expect(wrapText('try FILE_WITH_A_PASSPHRASE', 10)).toEqual([
      'try',
      'FILE_WITH_',
      'A_PASSPHRA',
      'SE',
    ]);
  });

  it('says when there is more than it may show', () => {
    expect(wrapText('one two three', 5, 2)).toEqual(['one', 'two…']);
    expect(wrapText('sevenly words', 7, 1)).toEqual(['sevenl…']);
    expect(wrapText('one two', 7, 1)).toEqual(['one two']);
  });

  it('counts wide characters as two cells', () => {
    expect(wrapText('工具管理', 4)).toEqual(['工具', '管理']);
  });

  it('loses nothing but spaces, and keeps to the width', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '-') });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (line, width) => {
        const lines = wrapText(line, width);
        expect(lines.join('').replaceAll(' ', '')).toBe(line.replaceAll(' ', ''));
        expect(lines.every((part) => part.length <= width)).toBe(true);
      }),
    );
  });
});
