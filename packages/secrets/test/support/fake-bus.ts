import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { marshal } from '../../src/store/dbus/marshal.js';
import { decodeMessage, messageLength, type BusMessage } from '../../src/store/dbus/message.js';
import type { BusValue } from '../../src/store/dbus/signature.js';

/** What the bus sends when a method is called; undefined for no answer, null to hang up. */
export type Answer = (call: BusMessage, serial: number) => Buffer | undefined | null;

export interface FakeBus {
  path: string;
  /** The methods that were called, in order. */
  called: string[];
  /** Resolves when the other side has hung up. */
  hungUp: Promise<unknown>;
  close: () => void;
}

/** A session bus that says what a test wants: for what no real one says, or not at that moment. */
export async function fakeBus(answer: Answer, greeting = 'DATA\r\nOK 0123\r\n'): Promise<FakeBus> {
  const path = join(tempFolder(), 'bus');
  const called: string[] = [];
  const server: Server = createServer((connection) => {
    connection.once('data', () => {
      connection.write(greeting);
      connection.once('data', (begin) => {
        const rest = begin.subarray('BEGIN\r\n'.length);
        serve(connection, rest, (call, serial) => {
          called.push(call.member as string);
          return call.member === 'Hello' ? reply(serial, 's', [':1.1']) : answer(call, serial);
        });
      });
    });
    connection.on('error', () => undefined);
  });
  const hungUp = once(server, 'connection').then(([socket]) => once(socket as Socket, 'close'));
  server.listen(path);
  await once(server, 'listening');
  return { path, called, hungUp, close: () => void server.close() };
}

function serve(connection: Socket, first: Buffer, answer: Answer): void {
  let bytes = Buffer.alloc(0);
  const take = (more: Buffer) => {
    bytes = Buffer.concat([bytes, more]);
    while (bytes.length >= 16 && bytes.length >= messageLength(bytes)) {
      const length = messageLength(bytes);
      const sent = answer(decodeMessage(bytes.subarray(0, length)), bytes.readUInt32LE(8));
      bytes = bytes.subarray(length);
      if (sent === null) connection.destroy();
      else if (sent !== undefined) connection.write(sent);
    }
  };
  connection.on('data', take);
  take(first);
}

export function reply(serial: number, signature: string, values: readonly BusValue[]): Buffer {
  return message(2, { signature, values }, [[5, { signature: 'u', value: serial }]]);
}

export function errorReply(serial: number, name: string, text: string): Buffer {
  return message(3, { signature: 's', values: [text] }, [
    [4, { signature: 's', value: name }],
    [5, { signature: 'u', value: serial }],
  ]);
}

export function signal(
  at: { path: string; interface: string; member: string },
  signature: string,
  values: readonly BusValue[],
): Buffer {
  return message(4, { signature, values }, [
    [1, { signature: 'o', value: at.path }],
    [2, { signature: 's', value: at.interface }],
    [3, { signature: 's', value: at.member }],
  ]);
}

function message(
  kind: number,
  { signature, values }: { signature: string; values: readonly BusValue[] },
  fields: readonly BusValue[],
): Buffer {
  const body = marshal(signature, values);
  const all = [...fields, [8, { signature: 'g', value: signature }]];
  const head = marshal('yyyyuua(yv)', ['l'.charCodeAt(0), kind, 1, 1, body.length, 1, all]);
  return Buffer.concat([head, Buffer.alloc(-head.length & 7), body]);
}
