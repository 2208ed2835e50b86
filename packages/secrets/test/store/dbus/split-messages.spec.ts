import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeCall, maxMessageBytes, type BusMessage } from '../../../src/store/dbus/message.js';
import { splitMessages } from '../../../src/store/dbus/split-messages.js';
import { busValues } from '../../support/bus-values.js';

const target = { destination: 'a.b', path: '/c', interface: 'd.e', member: 'F' };

describe('messages that come in pieces', () => {
  it('are the same wherever they are cut', () => {
    const calls = fc.array(busValues, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(calls, fc.array(fc.nat(40)), (all, lengths) => {
        const sent = Buffer.concat(all.map((each, i) => encodeCall({ ...target, ...each }, i + 1)));
        const seen: BusMessage[] = [];
        const take = splitMessages((message) => seen.push(message));
        let at = 0;
        for (const length of [...lengths, sent.length]) {
          take(sent.subarray(at, at + length));
          at += length;
        }
        expect(seen.map((message) => [message.signature, message.values()])).toEqual(
          all.map(({ signature, values }) => [signature, values]),
        );
      }),
    );
  });

  it('say what they are', () => {
    const seen: BusMessage[] = [];
    splitMessages((message) => seen.push(message))(encodeCall(target, 7));
    expect(seen).toMatchObject([
      { kind: 'call', path: '/c', interface: 'd.e', member: 'F', signature: '' },
    ]);
  });
});

describe('what is no message', () => {
  const take = (bytes: Buffer) => () => splitMessages(() => undefined)(bytes);
  const changed = (at: number, value: number) => {
    const bytes = encodeCall(target, 1);
    bytes[at] = value;
    return bytes;
  };

  it('is refused by its first bytes', () => {
    expect(take(changed(0, 'x'.charCodeAt(0)))).toThrow('something that is no message');
    expect(take(changed(3, 2))).toThrow('a message of version 2');
    expect(take(Buffer.from('HTTP/1.1 400 Bad Request\r\n'))).toThrow('no message');
  });

  it('is refused before it is waited for, when it would be too long', () => {
    const long = encodeCall(target, 1).subarray(0, 16);
    long.writeUInt32LE(maxMessageBytes, 4);
    expect(take(long)).toThrow(/a message of 16777\d+ bytes/);
    long.writeUInt32LE(0xffffffff, 12);
    expect(take(long)).toThrow('the session bus sent a message of');
  });

  it('is refused when its order of bytes is not the one that it says', () => {
    expect(take(changed(0, 'B'.charCodeAt(0)))).toThrow('the session bus sent a message of');
  });

  it('is refused when a field of its head has another type', () => {
    const bytes = encodeCall(target, 1);
    bytes[bytes.indexOf('\x01o') + 1] = 's'.charCodeAt(0);
    expect(take(bytes)).toThrow('a header field of another type');
  });
});
