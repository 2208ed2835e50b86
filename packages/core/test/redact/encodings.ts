import fc from 'fast-check';

/** One way in which a program can write a value, with the choices that it has. */
export type Encode = (value: string) => string;

const sgr = ['\x1b[0m', '\x1b[1;31m', '\x1b[38;2;255;0;10m', '\x1b[m'];
const otherSequences = ['\x1b[K', '\x1b(B', '\x1b]8;;http://x/\x1b\\', '\x1b]0;title\x07', '\x1bM'];

function hex(byte: number, length: number, upper: boolean): string {
  const digits = byte.toString(16).padStart(length, '0');
  return upper ? digits.toUpperCase() : digits;
}

/** Each character as it is, or as JSON may write it; quotes and backslashes only as JSON must. */
const jsonOfAny: fc.Arbitrary<Encode> = fc.infiniteStream(fc.nat(3)).map((choices) => (value) => {
  const next = () => choices.next().value as number;
  return Array.from({ length: value.length }, (_, n) => value.charCodeAt(n))
    .map((unit) => {
      const choice = next();
      const isPlain = choice < 2 && (unit < 0xd800 || unit > 0xdfff);
      if (isPlain) return JSON.stringify(String.fromCharCode(unit)).slice(1, -1);
      return `\\u${hex(unit, 4, choice === 3)}`;
    })
    .join('');
});

/** Each byte as it is, or percent-encoded. */
const percentOfAny: fc.Arbitrary<Encode> = fc.infiniteStream(fc.nat(3)).map(
  (choices) => (value) =>
    Array.from(Buffer.from(value))
      .map((byte) => {
        const choice = choices.next().value as number;
        const isPlain = choice < 2 && /[a-zA-Z0-9._~-]/.test(String.fromCharCode(byte));
        return isPlain ? String.fromCharCode(byte) : `%${hex(byte, 2, choice === 3)}`;
      })
      .join(''),
);

const hexOfAny: fc.Arbitrary<Encode> = fc
  .infiniteStream(fc.boolean())
  .map(
    (choices) => (value) =>
      [...Buffer.from(value).toString('hex')]
        .map((digit) => (choices.next().value === true ? digit.toUpperCase() : digit))
        .join(''),
  );

const base64: fc.Arbitrary<Encode> = fc
  .record({ before: fc.nat(5), after: fc.nat(5), url: fc.boolean() })
  .map(
    ({ before, after, url }) =>
      (value) =>
        Buffer.from(`${'<'.repeat(before)}${value}${'>'.repeat(after)}`).toString(
          url ? 'base64url' : 'base64',
        ),
  );

/** Everything that stands for a value, by name. */
export const encodings = {
  plain: fc.constant<Encode>((value) => value),
  json: jsonOfAny,
  'json in json': jsonOfAny.map(
    (encode): Encode =>
      (value) =>
        JSON.stringify(encode(value)).slice(1, -1),
  ),
  percent: percentOfAny,
  'percent in percent': percentOfAny.map(
    (encode): Encode =>
      (value) =>
        encodeURIComponent(encode(value)),
  ),
  hex: hexOfAny,
  base64,
} satisfies Record<string, fc.Arbitrary<Encode>>;

/** Puts escape sequences of a terminal between the characters of what is written. */
export const styled = (sequences = [...sgr, ...otherSequences]): fc.Arbitrary<Encode> =>
  fc
    .infiniteStream(fc.option(fc.constantFrom(...sequences), { nil: '', freq: 3 }))
    .map(
      (choices) => (text) =>
        [...text].join('\0').replace(/\0/g, () => choices.next().value as string),
    );

/** Breaks lines every so many characters, as `base64` and MIME do. */
export const wrapped: fc.Arbitrary<Encode> = fc
  .record({
    width: fc.integer({ min: 4, max: 80 }),
    end: fc.constantFrom('\n', '\r\n', '\n  ', '\n\t'),
  })
  .map(
    ({ width, end }) =>
      (text) =>
        (text.match(new RegExp(`.{1,${width}}`, 'gs')) ?? []).join(end),
  );

/** One encoding after the other. */
export function then(
  first: fc.Arbitrary<Encode>,
  second: fc.Arbitrary<Encode>,
): fc.Arbitrary<Encode> {
  return fc.tuple(first, second).map(
    ([inner, outer]) =>
      (text) =>
        outer(inner(text)),
  );
}

/** Values as long as keys are. Without what is an escape already, such as `%41` or a backslash. */
export const anySecret = fc
  .oneof(
    fc.string({ minLength: 8, maxLength: 40 }),
    fc.string({ unit: 'grapheme', minLength: 8, maxLength: 20 }),
    fc.stringMatching(/^[a-z]{2,4}-[A-Za-z0-9+/=_-]{8,40}$/),
  )
  .filter(
    (value) =>
      !/[%\\\0\x1b]/.test(value) && value.trim() === value && !/\p{Surrogate}/u.test(value),
  );

/** `bytes` in pieces; an empty one now and then. */
export function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const points = places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b);
  return [0, ...points].map((start, n) => bytes.subarray(start, points[n] ?? bytes.length));
}
