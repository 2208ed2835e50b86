import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRedactStream } from '../../src/redact/redact-stream.js';
import { redactData } from '../../src/redact/redact-data.js';
import { createRedactor } from '../../src/redact/redact-text.js';
import { cut } from './encodings.js';

const key = 'sk-test-1234567890abcdef';

/** Values as long as real keys are, of the characters that keys are made of and of others. */
const secret = fc.string({ minLength: 8, maxLength: 40 }).filter((text) => text.trim().length >= 8);

async function through(
  values: string[],
  chunks: Buffer[],
): Promise<{ text: Buffer; replaced: number }> {
  const { stream, replaced } = createRedactStream(values);
  const parts: Buffer[] = [];
  stream.on('data', (part: Buffer) => parts.push(part));
  for (const chunk of chunks) stream.write(chunk);
  await new Promise<void>((resolve) => {
    stream.once('end', resolve);
    stream.end();
  });
  return { text: Buffer.concat(parts), replaced: replaced() };
}

/** Values of two letters, so that they hold, begin and overlap each other, in any order. */
const entangled = fc.array(
  fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 8, maxLength: 12 }),
  {
    minLength: 1,
    maxLength: 6,
  },
);

/** As a reader would say it: one mask for each run of occurrences that overlap. */
function maskedByHand(values: string[], text: string): string {
  let result = '';
  let maskedTo = 0;
  for (let place = 0; place < text.length; place++) {
    const here = values.filter((value) => text.startsWith(value, place));
    if (here.length > 0 && place >= maskedTo) result += '[redacted]';
    maskedTo = Math.max(maskedTo, ...here.map((value) => place + value.length));
    if (place >= maskedTo) result += text[place];
  }
  return result;
}

/** A value of 1 MiB, as a key store in base64 may be. */
function largeValue(): string {
  let state = 7;
  const next = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0);
  return Buffer.from(Array.from({ length: 786_432 }, () => next() >>> 24)).toString('base64');
}

describe('createRedactor', () => {
  it.each([
    ['as it is', (value: string) => value],
    ['base64', (value: string) => Buffer.from(value).toString('base64')],
    ['base64 after one byte', (value: string) => Buffer.from(`x${value}yz`).toString('base64')],
    ['base64 after two bytes', (value: string) => Buffer.from(`xx${value}y`).toString('base64')],
    ['base64url', (value: string) => Buffer.from(`${value}?>`).toString('base64url')],
    ['hex', (value: string) => Buffer.from(value).toString('hex')],
    ['upper-case hex', (value: string) => Buffer.from(value).toString('hex').toUpperCase()],
    ['percent encoding', (value: string) => encodeURIComponent(value)],
    ['a JSON string', (value: string) => JSON.stringify({ key: value })],
  ])('masks a value %s', (_name, encode) => {
    for (const value of [key, 'p@ss "word" with/ünïcode', 'line one\nline two']) {
      const text = `before ${encode(value)} after`;
      const redacted = createRedactor([value])(text);
      expect(redacted).toContain('[redacted]');
      expect(redacted).not.toContain(encode(value));
      expect(redacted.startsWith('before ')).toBe(true);
      expect(redacted.endsWith(' after')).toBe(true);
    }
  });

  it.each([
    ['JSON of JavaScript', String.raw`p/a+s "s<é🔑`, String.raw`p/a+s \"s<é🔑`],
    ['JSON of Python', String.raw`p/a+s "s<é🔑`, String.raw`p/a+s \"s<\u00e9\ud83d\udd11`],
    ['JSON of PHP', 'abc/def+ghi/jkl', String.raw`abc\/def+ghi\/jkl`],
    ['JSON of Go', 'abc<def>ghi&jkl', String.raw`abc\u003cdef\u003eghi\u0026jkl`],
    ['a percent-encoded address', 'abc/def ghi', 'abc%2Fdef%20ghi'],
    ['one in lower case', 'abc/def ghi', 'abc%2fdef%20ghi'],
    ['a form', 'abc/def ghi', 'abc%2Fdef+ghi'],
  ])('masks a value in %s', (_what, value, written) => {
    expect(createRedactor([value])(`<${written}>`)).toBe('<[redacted]>');
  });

  it('leaves values under 8 characters alone', () => {
    expect(createRedactor(['abc'])('abc abc')).toBe('abc abc');
  });

  it('takes a value with special characters literally', () => {
    expect(createRedactor(['a.b*c(d)[e]'])('axbbc(d)[e] a.b*c(d)[e]')).toBe(
      'axbbc(d)[e] [redacted]',
    );
  });

  it('masks values that begin, hold or overlap each other, in whatever order they come', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 80 });
    fc.assert(
      fc.property(entangled, fc.array(letters), fc.nat(), (values, between, turn) => {
        const text = between
          .flatMap((part, n) => [part, values[(n + turn) % values.length]])
          .join('');
        expect(createRedactor(values)(text)).toBe(maskedByHand(values, text));
        expect(createRedactor(values.reverse())(text)).toBe(maskedByHand(values, text));
      }),
    );
  });

  it('masks a value of 1 MiB in every form', () => {
    const value = largeValue();
    const redact = createRedactor([value, key]);
    const filler = 'line of output\n'.repeat(100_000);
    const bytes = Buffer.from(value);
    for (const form of [value, bytes.toString('hex'), bytes.toString('base64')]) {
      const masked = redact(`${filler}${form}\n${filler}${key}`);
      // The last digit of base64 may hold bits of what follows.
      expect(
        masked.replace(/\]\w?=*\n/, ']\n') === `${filler}[redacted]\n${filler}[redacted]`,
      ).toBe(true);
    }
  });

  it('masks one of many values in a large text with many places', () => {
    const values = Array.from({ length: 100 }, (_, n) => `secret-number-${n}-of-100`);
    const text = values
      .map((value) => `${'x'.repeat(500)}${value}`)
      .join('\n')
      .repeat(20);
    const masked = createRedactor(values)(text);
    expect(masked.includes('secret-number')).toBe(false);
    expect(masked.match(/\[redacted\]/g)).toHaveLength(2000);
  });

  it('leaves a text as it is around a mask, lone surrogates too', () => {
    expect(createRedactor([key])(`\ud800 é ${key} 🔑\udc00 ${key}`)).toBe(
      '\ud800 é [redacted] 🔑\udc00 [redacted]',
    );
  });

  it('masks in the keys and values of data', () => {
    const redact = createRedactor([key]);
    expect(redactData({ [key]: [`a ${key}`, 1, null, { deep: key }] }, redact)).toEqual({
      '[redacted]': ['a [redacted]', 1, null, { deep: '[redacted]' }],
    });
  });
});

describe('createRedactStream', () => {
  it('masks a value however the chunks are cut, and nothing else', async () => {
    const output = fc.record({ value: secret, before: fc.string(), after: fc.string() });
    await fc.assert(
      fc.asyncProperty(output, fc.array(fc.nat()), async ({ value, before, after }, places) => {
        fc.pre(!`${before}${after}`.includes(value));
        const bytes = Buffer.from(`${before}\n${value}\n${after}`);
        const { text } = await through([value], cut(bytes, places));
        expect(text.includes(value)).toBe(false);
        expect(text.toString()).toBe(createRedactor([value])(bytes.toString()));
      }),
    );
  });

  it('masks what the redactor of whole texts masks, for values that overlap', async () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(entangled, letters, fc.array(fc.nat()), async (values, noise, places) => {
        const text = `${noise}${values.join('c')}${noise}${values.join('')}`;
        const { text: masked } = await through(values, cut(Buffer.from(text), places));
        expect(masked.toString()).toBe(createRedactor(values)(text));
      }),
    );
  });

  it('masks a value of 1 MiB that comes in small pieces', async () => {
    const value = largeValue();
    const bytes = Buffer.from(`before ${value} between ${value.slice(0, -1)} after`);
    const pieces = Array.from({ length: Math.ceil(bytes.length / 512) }, (_, n) =>
      bytes.subarray(n * 512, (n + 1) * 512),
    );
    const { text, replaced } = await through([value, key], pieces);
    expect(replaced).toBe(1);
    expect(text.toString() === `before [redacted] between ${value.slice(0, -1)} after`).toBe(true);
  });

  it('masks a value of 1 MiB that is one letter, beside one that is too short', async () => {
    const value = 'x'.repeat(2 ** 20);
    const bytes = Buffer.from(`${value.slice(1)}\n${value}\n`);
    const { text } = await through([value], cut(bytes, [65_536, 131_072, 1_048_575, 1_048_580]));
    expect(text.toString() === `${value.slice(1)}\n[redacted]\n`).toBe(true);
  });

  it('masks each of several values where one begins with another', async () => {
    const { text, replaced } = await through(
      ['secret-one', 'secret-one-and-two'],
      cut(Buffer.from('a secret-one b secret-one-and-two c secret-one'), [5, 20, 33, 40]),
    );
    expect(text.toString()).toBe('a [redacted] b [redacted] c [redacted]');
    expect(replaced).toBe(3);
  });

  it('passes bytes that are no text unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.array(fc.nat()), async (bytes, places) => {
        const { text } = await through([key], cut(Buffer.from(bytes), places));
        expect(text.equals(Buffer.from(bytes))).toBe(true);
      }),
    );
  });

  it('holds back only what can become a secret', async () => {
    const { stream } = createRedactStream([key]);
    const seen: string[] = [];
    stream.on('data', (part: Buffer) => seen.push(part.toString()));
    const step = async (chunk: string) => {
      stream.write(chunk);
      await new Promise((resolve) => setImmediate(resolve));
      return seen.join('');
    };
    expect(await step('Password: ')).toBe('Password: ');
    expect(await step('sk-te')).toBe('Password: ');
    expect(await step('rrible')).toBe('Password: sk-terrible');
    expect(await step('\n100%')).toBe('Password: sk-terrible\n100');
    expect(await step(' of C:\\')).toBe('Password: sk-terrible\n100% of C:');
    expect(await step('dir\nREADY\n')).toBe('Password: sk-terrible\n100% of C:\\dir\nREADY\n');
  });
});
