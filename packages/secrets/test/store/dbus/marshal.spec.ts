import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BusError } from '../../../src/store/dbus/bus-error.js';
import { marshal } from '../../../src/store/dbus/marshal.js';
import { unmarshal } from '../../../src/store/dbus/unmarshal.js';
import { busValues } from '../../support/bus-values.js';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

describe('values of D-Bus', () => {
  it('come back as they were, and nothing is left', () => {
    fc.assert(
      fc.property(busValues, ({ signature, values }) => {
        const sent = marshal(signature, values);
        expect(unmarshal(signature, sent, true)).toEqual({ values, end: sent.length });
      }),
    );
  });

  it.each<[string, Parameters<typeof marshal>[1], string]>([
    ['yu', [1, 2], '01 000000 02000000'],
    ['b', [true], '01000000'],
    ['s', ['é'], '02000000 c3a9 00'],
    ['g', ['a{sv}'], '05 617b73767d 00'],
    ['ay', [Buffer.from('key')], '03000000 6b6579'],
    ['a(y)', [[[7]]], '01000000 00000000 07'],
    ['a(y)', [[]], '00000000 00000000'],
    ['v', [{ signature: 'u', value: 3 }], '01 75 00 00 03000000'],
    ['a{ss}', [[['a', 'b']]], '0e000000 00000000 01000000 61 00 0000 01000000 62 00'],
  ])('of the types %s are the bytes that the specification says', (signature, values, hex) => {
    expect(marshal(signature, values).toString('hex')).toBe(bytes(hex).toString('hex'));
  });

  it('are read in either order of bytes', () => {
    const [big, little] = [bytes('00000002 6869 00'), bytes('02000000 6869 00')];
    expect(unmarshal('s', big, false).values).toEqual(['hi']);
    expect(unmarshal('s', little, true).values).toEqual(['hi']);
  });
});

describe('bytes that are no values', () => {
  const refused = (signature: string, given: Buffer) =>
    expect(() => unmarshal(signature, given, true)).toThrow(
      expect.objectContaining({ name: 'BusError', code: 'malformed' }),
    );

  it('are refused wherever they are cut off', () => {
    const sent = marshal('sa{o(oayays)}v', [
      'text',
      [['/item', ['/session', Buffer.from('iv'), Buffer.from('key'), 'text/plain']]],
      { signature: 'ao', value: ['/a', '/b'] },
    ]);
    for (let length = 0; length < sent.length; length++) {
      refused('sa{o(oayays)}v', sent.subarray(0, length));
    }
  });

  it.each([
    ['a truth value of 2', 'b', '02000000'],
    ['a string without its zero', 's', '01000000 61 62'],
    ['a string with a zero in it', 's', '01000000 00 00'],
    ['a string that is not UTF-8', 's', '01000000 ff 00'],
    ['a string of 4 GiB', 's', 'ffffffff 61 00'],
    ['bytes of 4 GiB', 'ay', 'ffffffff 61'],
    ['an array that ends amid an element', 'au', '06000000 01000000 02000000'],
    ['a variant of two values', 'v', '02 7979 00 01 02'],
    ['a variant of none', 'v', '00 00'],
    ['a variant of a type that does not exist', 'v', '01 7a 00 01'],
    ['a signature that does not exist', 'a{s', '00000000'],
    ['a signature of 256 types', 'y'.repeat(256), '00'.repeat(256)],
    ['an entry outside of a dictionary', '{ss}', '00000000'],
    ['a struct of nothing', '()', ''],
    ['types that lie too deep', `${'a'.repeat(64)}y`, '00000000'],
    ['variants that lie too deep', 'v', '01 76 00'.repeat(64)],
  ])('are refused: %s', (_what, signature, hex) => {
    refused(signature, bytes(hex));
  });

  it('are refused or read, whatever they are', () => {
    const anyBytes = fc.uint8Array({ maxLength: 80 }).map((array) => Buffer.from(array));
    fc.assert(
      fc.property(busValues, anyBytes, ({ signature }, given) => {
        try {
          const { end } = unmarshal(signature, given, true);
          expect(end).toBeLessThanOrEqual(given.length);
        } catch (error) {
          expect(error).toBeInstanceOf(BusError);
        }
      }),
    );
  });
});
