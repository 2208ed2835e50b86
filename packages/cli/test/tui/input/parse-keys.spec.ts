import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { createKeyReader } from '../../../src/tui/input/key-reader.js';
import { parseKeys } from '../../../src/tui/input/parse-keys.js';

const keys = (text: string) => parseKeys(text).keys;

describe('parseKeys', () => {
  it('takes a burst apart', () => {
    expect(keys('jjj')).toEqual(['j', 'j', 'j']);
    expect(keys('\u001b[B\u001b[Bq')).toEqual(['down', 'down', 'q']);
  });

  it('knows the ways in which terminals send the same key', () => {
    expect(keys('\u001b[A\u001bOA')).toEqual(['up', 'up']);
    expect(keys('\u001b[H\u001b[1~\u001b[7~\u001bOH')).toEqual(['home', 'home', 'home', 'home']);
    expect(keys('\u001bOP\u001b[11~\u001b[[A')).toEqual(['f1', 'f1', 'f1']);
    expect(keys('\r\n')).toEqual(['enter', 'enter']);
    expect(keys('\t\u001b[Z')).toEqual(['tab', 'shift+tab']);
    expect(keys('\u001b[5~\u001b[6~')).toEqual(['pgup', 'pgdn']);
    expect(keys('\u0003\u0012')).toEqual(['ctrl+c', 'ctrl+r']);
    expect(keys('\u001bx G')).toEqual(['alt+x', 'space', 'G']);
  });

  it('drops a sequence that is no known key as a whole', () => {
    expect(keys('\u001b[1;5Aq\u001b[200~j')).toEqual(['q', 'j']);
  });

  it('waits for the end of a sequence', () => {
    expect(parseKeys('j\u001b')).toEqual({ keys: ['j'], rest: '\u001b' });
    expect(parseKeys('\u001b[1')).toEqual({ keys: [], rest: '\u001b[1' });
  });

  it('reads the same keys wherever the chunks end', () => {
    const pieces = [
      'j',
      'G',
      '\u001b[A',
      '\u001bOP',
      '\u001b[[A',
      '\u001b[5~',
      '\t',
      '\u001b[Z',
      'é',
      '😀',
    ];
    const cut = fc
      .array(fc.constantFrom(...pieces), { minLength: 1 })
      .chain((parts) =>
        fc.record({ text: fc.constant(parts.join('')), at: fc.nat(parts.join('').length) }),
      );
    fc.assert(
      fc.property(cut, ({ text, at }) => {
        // A terminal's decoder never cuts a character in two.
        fc.pre(!/^[\udc00-\udfff]/.test(text.slice(at)));
        const first = parseKeys(text.slice(0, at));
        const second = parseKeys(first.rest + text.slice(at));
        expect([...first.keys, ...second.keys]).toEqual(keys(text));
        expect(second.rest).toBe('');
      }),
    );
  });

  it('never loses its way, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { keys: names, rest } = parseKeys(text);
        expect(names.every((name) => !/[\u0000-\u001f]/.test(name))).toBe(true);
        expect(rest === '' || rest.startsWith('\u001b')).toBe(true);
      }),
    );
  });
});

describe('createKeyReader', () => {
  it('takes a lone ESC for the key, and only after a moment', () => {
    jest.useFakeTimers();
    const pressed: string[] = [];
    const reader = createKeyReader({
      onKeys: (names) => pressed.push(...names),
      onPaste: () => undefined,
    });
    reader.push('\u001b');
    reader.push('[A');
    expect(pressed).toEqual(['up']);
    reader.push('\u001b');
    expect(pressed).toEqual(['up']);
    jest.runAllTimers();
    expect(pressed).toEqual(['up', 'esc']);
    reader.push('\u001b');
    reader.close();
    jest.runAllTimers();
    expect(pressed).toEqual(['up', 'esc']);
    jest.useRealTimers();
  });

  it('hands over a paste whole, in its place, however it was cut up', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 40 }), { maxLength: 4 }), (cuts) => {
        const heard: string[] = [];
        const reader = createKeyReader({
          onKeys: (names) => heard.push(...names),
          onPaste: (text) => heard.push(`paste ${text}`),
        });
        const sent = 'a\u001b[200~q\u0003\u001b[A\nlast\u001b[201~b';
        const places = [0, ...cuts.map((cut) => Math.min(cut, sent.length)), sent.length];
        const sorted = places.toSorted((one, other) => one - other);
        sorted.slice(1).forEach((end, index) => reader.push(sent.slice(sorted[index], end)));
        reader.close();
        expect(heard).toEqual(['a', 'paste q\u0003\u001b[A\nlast', 'b']);
      }),
    );
  });
});
