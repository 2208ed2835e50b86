import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stripControls } from '../../src/text/control-characters.js';
import { didYouMean, nearest } from '../../src/text/nearest.js';

describe('nearest', () => {
  it.each([
    ['statsu', 'status'],
    ['helth', 'health'],
    ['Claude', 'claude'],
    ['gemni', 'gemini'],
  ])('takes %s for %s', (typed, meant) => {
    expect(nearest(typed, ['status', 'health', 'claude', 'gemini', 'run'])[0]).toBe(meant);
  });

  it('says nothing when nothing is near', () => {
    expect(didYouMean('kubernetes', ['status', 'run'])).toBeUndefined();
  });

  it('always finds a word itself first', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (words) => {
        const word = words[0] as string;
        expect(nearest(word, words)[0]?.toLowerCase()).toBe(word.toLowerCase());
      }),
    );
  });
});

describe('stripControls', () => {
  it.each([
    ['colour', '\u001b[1;31mred\u001b[0m', 'red'],
    ['a title', '\u001b]0;title\u0007text', 'text'],
    ['a link', '\u001b]8;;http://x\u001b\\here\u001b]8;;\u001b\\', 'here'],
    ['the bell and a carriage return', 'a\u0007b\rc', 'abc'],
    ['one-byte CSI', '\u009b2Jx', 'x'],
  ])('removes %s', (_name, given, expected) => {
    expect(stripControls(given)).toBe(expected);
  });

  it('keeps newlines, tabs and letters of every script', () => {
    expect(stripControls('a\tb\nž 日本 🔑')).toBe('a\tb\nž 日本 🔑');
  });

  it('leaves no control character whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(stripControls(text)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      }),
    );
  });
});
