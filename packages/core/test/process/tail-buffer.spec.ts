import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTailBuffer } from '../../src/process/tail-buffer.js';

describe('createTailBuffer', () => {
  it('keeps everything that fits, characters whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat()), (text, cuts) => {
        const bytes = Buffer.from(text);
        const buffer = createTailBuffer(Math.max(2, bytes.length));
        let start = 0;
        for (const end of cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b)) {
          buffer.push(bytes.subarray(start, end));
          start = end;
        }
        buffer.push(bytes.subarray(start));
        expect(buffer.text()).toBe(text);
        expect(buffer.truncated()).toBe(false);
      }),
    );
  });

  it('keeps the beginning and the end of what does not fit, and counts the rest', () => {
    const buffer = createTailBuffer(10);
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') buffer.push(Buffer.from(letter));
    expect(buffer.text()).toBe('abcde\n… 16 bytes left out …\nvwxyz');
    expect(buffer.truncated()).toBe(true);
  });
});
