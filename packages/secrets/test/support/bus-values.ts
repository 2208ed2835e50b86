import fc from 'fast-check';
import type { BusValue } from '../../src/store/dbus/signature.js';

interface Typed {
  signature: string;
  value: BusValue;
}

const texts = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'));
const value = (signature: string, values: fc.Arbitrary<BusValue>) =>
  values.map((each): Typed => ({ signature, value: each }));

/** One value of any type that AIM meets, with its type. */
const { typed } = fc.letrec<{ typed: Typed; basic: Typed }>((tie) => ({
  basic: fc.oneof(
    value('y', fc.nat(255)),
    value('u', fc.nat(0xffffffff)),
    value('b', fc.boolean()),
    value('s', texts),
    value('o', fc.constantFrom('/', '/org/freedesktop/secrets/collection/login/1')),
    value('g', fc.constantFrom('', 's', 'a{o(oayays)}')),
  ),
  typed: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('basic'),
    value(
      'ay',
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    ),
    fc.array(tie('typed'), { minLength: 1, maxLength: 3 }).map(structOf),
    tie('typed')
      .filter(isShort)
      .map((inner): Typed => ({ signature: 'v', value: { ...inner } })),
    fc.tuple(tie('typed'), fc.nat(3)).map(([inner, count]) => arrayOf(inner, count)),
    fc
      .tuple(tie('basic'), tie('typed'), fc.nat(3))
      .map(([key, held, count]) =>
        arrayOf(
          { signature: `{${key.signature}${held.signature}}`, value: [key.value, held.value] },
          count,
        ),
      ),
  ),
}));

function structOf(members: Typed[]): Typed {
  const signature = `(${members.map((member) => member.signature).join('')})`;
  return { signature, value: members.map((member) => member.value) };
}

function arrayOf(element: Typed, count: number): Typed {
  const isBytes = element.signature === 'y';
  const values = Array<BusValue>(count).fill(element.value);
  return {
    signature: `a${element.signature}`,
    value: isBytes ? Buffer.from(values as number[]) : values,
  };
}

/** A signature has at most 255 characters. */
function isShort({ signature }: { signature: string }): boolean {
  return signature.length <= 255;
}

/** Up to three values of any types, and their signature. */
export const busValues = fc
  .array(typed, { maxLength: 3 })
  .map((all) => ({
    signature: all.map(({ signature }) => signature).join(''),
    values: all.map((each) => each.value),
  }))
  .filter(isShort);
