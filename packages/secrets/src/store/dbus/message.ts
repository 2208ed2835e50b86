import { malformed } from './bus-error.js';
import { marshal } from './marshal.js';
import type { BusValue, BusVariant } from './signature.js';
import { unmarshal } from './unmarshal.js';

/** A call of a method; the values are those of the signature. */
export interface BusCall {
  destination: string;
  path: string;
  interface: string;
  member: string;
  signature?: string;
  values?: readonly BusValue[];
}

export interface BusMessage {
  kind: 'call' | 'reply' | 'error' | 'signal' | 'other';
  /** Which call it answers. */
  replySerial: number | undefined;
  path: string | undefined;
  interface: string | undefined;
  member: string | undefined;
  /** The name of an error. */
  errorName: string | undefined;
  signature: string;
  /** The values, read when they are wanted. @throws BusError `malformed` */
  values: () => readonly BusValue[];
}

/** The longest message that is taken, in bytes; the bus itself allows 128 MiB. */
export const maxMessageBytes = 16 * 1024 * 1024;

/** How many bytes of a message tell how long it is. */
export const prefixBytes = 16;

const kinds = ['other', 'call', 'reply', 'error', 'signal'] as const;
const little = 'l'.charCodeAt(0);
const big = 'B'.charCodeAt(0);
const protocolVersion = 1;
const fieldCodes = { path: 1, interface: 2, member: 3, error: 4, reply: 5, to: 6, signature: 8 };

export function encodeCall(call: BusCall, serial: number): Buffer {
  const { signature = '', values = [] } = call;
  const body = marshal(signature, values);
  const fields = [
    [fieldCodes.path, { signature: 'o', value: call.path }],
    [fieldCodes.interface, { signature: 's', value: call.interface }],
    [fieldCodes.member, { signature: 's', value: call.member }],
    [fieldCodes.to, { signature: 's', value: call.destination }],
    [fieldCodes.signature, { signature: 'g', value: signature }],
  ];
  const fixed = [little, kinds.indexOf('call'), 0, protocolVersion, body.length, serial];
  const header = marshal('yyyyuua(yv)', [...fixed, fields]);
  return Buffer.concat([header, Buffer.alloc(-header.length & 7), body]);
}

/**
 * The length of the message that begins with these 16 bytes.
 *
 * @throws BusError `malformed`, also for one that is longer than `maxMessageBytes`
 */
export function messageLength(prefix: Buffer): number {
  const isLittleEndian = prefix[0] === little;
  if (!isLittleEndian && prefix[0] !== big) throw malformed('something that is no message');
  if (prefix[3] !== protocolVersion) throw malformed(`a message of version ${prefix[3]}`);
  const uint = (at: number) => (isLittleEndian ? prefix.readUInt32LE(at) : prefix.readUInt32BE(at));
  const length = toEight(prefixBytes + uint(12)) + uint(4);
  if (length > maxMessageBytes) throw malformed(`a message of ${length} bytes`);
  return length;
}

/** Reads one whole message. @throws BusError `malformed` */
export function decodeMessage(bytes: Buffer): BusMessage {
  const isLittleEndian = bytes[0] === little;
  const { values: header, end } = unmarshal('yyyyuua(yv)', bytes, isLittleEndian);
  const fields = new Map(header[6] as readonly (readonly [number, BusVariant])[]);
  const field = (code: number, signature: string) => {
    const found = fields.get(code);
    if (found === undefined) return undefined;
    if (found.signature !== signature) throw malformed('a header field of another type');
    return found.value;
  };
  const text = (code: number) => field(code, 's') as string | undefined;
  const signature = (field(fieldCodes.signature, 'g') ?? '') as string;
  const body = bytes.subarray(toEight(end));
  return {
    kind: kinds[header[1] as number] ?? 'other',
    replySerial: field(fieldCodes.reply, 'u') as number | undefined,
    path: field(fieldCodes.path, 'o') as string | undefined,
    interface: text(fieldCodes.interface),
    member: text(fieldCodes.member),
    errorName: text(fieldCodes.error),
    signature,
    values: () => {
      const read = unmarshal(signature, body, isLittleEndian);
      if (read.end !== body.length) throw malformed('more than its signature says');
      return read.values;
    },
  };
}

function toEight(length: number): number {
  return length + (-length & 7);
}
