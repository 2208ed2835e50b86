import { describe, expect, it } from '@jest/globals';
import { PassThrough, Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createByteRedactor } from '../../src/redact/redact-bytes.js';
import { createRedactStream } from '../../src/redact/redact-stream.js';
import { createByteScanner } from '../../src/redact/scan-bytes.js';

const key = 'sk-test-1234567890abcdef';
const kib = 1024;

/** How many symbols are compared for a byte of the text. */
function cost(values: string[], text: Buffer, chunkSize: number): number {
  const scanner = createByteScanner(values, () => undefined);
  for (let at = 0; at < text.length; at += chunkSize)
    scanner.push(text.subarray(at, at + chunkSize));
  scanner.end();
  return scanner.comparisons() / text.length;
}

describe('the work for a byte', () => {
  // Three readings of three families, and twice for what is compared again after a mismatch.
  const most = 18;

  it.each([
    ['a text of first characters', [key], 's'.repeat(64 * kib)],
    ['a value of one letter', ['x'.repeat(4 * kib)], 'x'.repeat(64 * kib)],
    ['one that just fails, again and again', ['x'.repeat(500)], `${'x'.repeat(499)}y`.repeat(130)],
    ['a value that repeats itself', [`${'ab'.repeat(200)}c`], 'ab'.repeat(32 * kib)],
    ['digits that begin hex', [key], '73'.repeat(32 * kib)],
    ['escapes', [key], String.raw`\u0073%73`.repeat(6 * kib)],
    ['escape sequences after a first character', [key], 's\x1b[0m'.repeat(12 * kib)],
    [
      'line breaks amid base64',
      [key],
      `${Buffer.from(key).toString('base64').slice(0, 8)}\n`.repeat(7 * kib),
    ],
  ])('does not grow with the input: %s', (_name, values, text) => {
    const bytes = Buffer.from(text);
    for (const chunkSize of [bytes.length, 4 * kib, 7]) {
      expect(cost(values, bytes, chunkSize)).toBeLessThan(most);
    }
  });

  it('is next to nothing for a text without beginnings of a value', () => {
    const text = Buffer.from('2026-11-25 10:00:21 INFO request served in 3 ms\n'.repeat(2000));
    expect(cost([key], text, 64 * kib)).toBeLessThan(0.01);
  });

  it('does not grow with the value', () => {
    const value = Array.from({ length: 2 ** 17 }, (_, n) =>
      `${(n * 7919) % 9973}`.padStart(8, 'v'),
    ).join('');
    const text = Buffer.from(value.slice(0, -1));
    expect(text.length).toBe(2 ** 20 - 1);
    expect(cost([value], text, 512)).toBeLessThan(most);
  });
});

describe('what is held back', () => {
  const endless: [string, string, string][] = [
    ['a title that never ends', 'sk-te\x1b]0;', 'x'],
    ['one sequence after the other', 'sk-te', '\x1b[0m'],
    ['sequences amid an escape', '\\', '\x1b[0m'],
    ['backslashes', 'sk-te', '\\'],
    ['a percent sign that is escaped again and again', 'sk-te%', '25'],
    ['line breaks amid base64', Buffer.from(key).toString('base64').slice(0, 8), '\n'],
    ['an indent', `${Buffer.from(key).toString('base64').slice(0, 8)}\n`, ' '],
  ];

  it.each(endless)('has an end, and passes unchanged: %s', (_name, begin, more) => {
    const redactor = createByteRedactor([key]);
    const chunk = Buffer.from(more.repeat(1000));
    const parts = [redactor.push(Buffer.from(begin))];
    let most = 0;
    for (let n = 0; n < 100; n++) {
      parts.push(redactor.push(chunk));
      most = Math.max(most, redactor.held());
    }
    expect(most).toBeLessThan(64 * key.length + 3 * 4096 + chunk.length);
    parts.push(redactor.end());
    expect(Buffer.concat(parts).toString()).toBe(`${begin}${more.repeat(100_000)}`);
  });

  it('is only what can become a value', () => {
    const redactor = createByteRedactor([key]);
    const heldAfter = (text: string) => {
      redactor.push(Buffer.from(text));
      return redactor.held();
    };
    expect(heldAfter('nothing of it\n')).toBe(0);
    expect(heldAfter('sk-te')).toBe(5);
    expect(heldAfter('x')).toBe(0);
    // A percent sign, and a digit of a byte that begins no form of it.
    expect(heldAfter('100%')).toBe(1);
    expect(heldAfter('9')).toBe(0);
    expect(heldAfter(String.raw`\u00`)).toBe(4);
    expect(heldAfter('e')).toBe(0);
  });

  it('never is a line end for a chance letter before it', () => {
    const redactor = createByteRedactor([key]);
    for (let code = 0x21; code < 0x7f; code++) {
      const line = `answer ${String.fromCharCode(code)}\n`;
      expect(redactor.push(Buffer.from(line)).toString()).toBe(line);
    }
  });
});

describe('back-pressure', () => {
  it('reaches the source: a slow reader is not written ahead of', async () => {
    const { stream } = createRedactStream([key]);
    let produced = 0;
    let consumed = 0;
    let furthest = 0;
    const source = Readable.from(
      (function* () {
        for (let n = 0; n < 500; n++) {
          produced += 16 * kib;
          yield Buffer.alloc(16 * kib, 'a line of text. ');
        }
      })(),
    );
    const slow = new Writable({
      highWaterMark: 16 * kib,
      write: (chunk: Buffer, _encoding, done) => {
        consumed += chunk.length;
        furthest = Math.max(furthest, produced - consumed);
        setImmediate(done);
      },
    });
    await pipeline(source, stream, slow);
    expect(consumed).toBe(500 * 16 * kib);
    // The buffers of the source (16 objects), both sides of the filter, and the reader.
    expect(furthest).toBeLessThan(24 * 16 * kib);
  });

  it('passes a chunk on in the turn in which it came', () => {
    const { stream } = createRedactStream([key]);
    const seen: string[] = [];
    stream.pipe(new PassThrough()).on('data', (part: Buffer) => seen.push(part.toString()));
    stream.write('ready');
    return new Promise<void>((resolve) => {
      setImmediate(() => {
        expect(seen).toEqual(['ready']);
        resolve();
      });
    });
  });
});
