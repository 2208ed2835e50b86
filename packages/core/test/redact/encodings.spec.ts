import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createByteRedactor } from '../../src/redact/redact-bytes.js';
import { anySecret, cut, encodings, styled, then, wrapped, type Encode } from './encodings.js';

const places = fc.array(fc.nat(), { maxLength: 12 });

function redact(value: string, chunks: readonly Buffer[]): string {
  const redactor = createByteRedactor([value]);
  const parts = chunks.map((chunk) => redactor.push(chunk));
  return Buffer.concat([...parts, redactor.end()]).toString();
}

/** What is masked of the text, and what stands around it. */
function expectMasked(value: string, text: string, cuts: readonly number[]): void {
  const bytes = Buffer.from(`output: ${text}\n|`);
  const whole = redact(value, [bytes]);
  expect(whole).toContain('[redacted]');
  expect(redact(value, cut(bytes, cuts))).toBe(whole);
  expect(
    redact(
      value,
      [...bytes].map((byte) => Buffer.from([byte])),
    ),
  ).toBe(whole);
}

describe.each(Object.entries(encodings))('a value in %s', (name, encoding) => {
  const isBase64 = name === 'base64';

  it('is masked, and nothing else, however the chunks are cut', () => {
    fc.assert(
      fc.property(anySecret, encoding, places, (value, encode, cuts) => {
        const text = encode(value);
        expectMasked(value, text, cuts);
        const rest = redact(value, [Buffer.from(`output: ${text}\n|`)]);
        if (isBase64) expect(rest).toMatch(/^output: [\w+/-]{0,10}\[redacted\][\w+/=-]{0,10}\n\|$/);
        else expect(rest).toBe('output: [redacted]\n|');
      }),
    );
  });

  it('is masked with escape sequences amid it', () => {
    fc.assert(
      fc.property(anySecret, then(encoding, styled()), places, (value, encode, cuts) => {
        const text = encode(value);
        expectMasked(value, text, cuts);
        const masked = redact(value, [Buffer.from(text)]);
        const rest = masked.replace(/\x1b\[[\d;]*m/g, '');
        if (!isBase64) expect(rest).toBe('[redacted]');
      }),
    );
  });
});

describe.each(['hex', 'base64'] as const)('%s with line breaks', (name) => {
  it('is masked whole, but for the first two digits of a value', () => {
    fc.assert(
      fc.property(
        anySecret,
        fc.tuple(encodings[name], wrapped),
        places,
        (value, [encode, wrap], cuts) => {
          const written = encode(value);
          const text = wrap(written);
          expectMasked(value, text, cuts);
          const kept = redact(value, [Buffer.from(text)])
            .replace('[redacted]', '')
            .replace(/\s/g, '');
          const around = redact(value, [Buffer.from(written)]).replace('[redacted]', '');
          expect(kept.length - around.length).toBeLessThanOrEqual(2);
        },
      ),
    );
  });

  it('is masked within a JSON string', () => {
    fc.assert(
      fc.property(anySecret, then(encodings[name], wrapped), places, (value, encode, cuts) => {
        expectMasked(value, JSON.stringify({ data: encode(value) }), cuts);
      }),
    );
  });
});

it('masks base64 in an address and in the JSON of PHP', () => {
  const value = '>>>???>>>???>>>key';
  const base64 = Buffer.from(value).toString('base64');
  expect(base64).toContain('/');
  expect(redact(value, [Buffer.from(encodeURIComponent(base64))])).toBe('[redacted]');
  expect(redact(value, [Buffer.from(base64.replaceAll('/', String.raw`\/`))])).toBe('[redacted]');
});

/** Values that hold what looks like an escape: each writer that writes all characters alike. */
const uniform: [string, Encode][] = [
  ['as it is', (value) => value],
  ['JSON', (value) => JSON.stringify(value).slice(1, -1)],
  ['JSON twice', (value) => JSON.stringify(JSON.stringify(value)).slice(3, -3)],
  [
    'JSON with every character escaped',
    (value) => value.replace(/[^]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ],
  ['percent encoding', (value) => encodeURIComponent(value)],
  [
    'percent encoding of every byte',
    (value) => Buffer.from(value).toString('hex').replace(/../g, '%$&'),
  ],
];

/** A last backslash may stay: how many there are says nothing. */
it.each(uniform)('masks a value with escapes of its own: %s', (_name, encode) => {
  for (const value of [
    String.raw`DOMAIN\user\new-password`,
    'postgres://me:p%40ss%2Fword@db/main',
    String.raw`ends in a backslash\\`.slice(0, -1),
    'a\\\nb\\\tcdefghij',
    'percent 100% and 5%4',
    String.raw`\n\t\u0041\u0042-abcdefgh`,
    '%41%42%43%44',
  ]) {
    expect(redact(value, [Buffer.from(`<${encode(value)}>`)])).toMatch(
      /^<\[redacted\](\\|%5c|\\u005c)*>$/i,
    );
  }
});
