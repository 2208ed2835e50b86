import { isUtf8 } from 'node:buffer';
import { malformed } from './bus-error.js';
import {
  alignments,
  maxDepth,
  parseSignature,
  type BusType,
  type BusValue,
  type BusVariant,
} from './signature.js';

export interface Unmarshalled {
  values: readonly BusValue[];
  /** Where the bytes after them begin. */
  end: number;
}

/**
 * The values that these types begin the bytes with. Bytes in an `ay` are not copied.
 *
 * @throws BusError `malformed` for whatever is not exactly that
 */
export function unmarshal(signature: string, bytes: Buffer, isLittleEndian: boolean): Unmarshalled {
  const from: Input = { bytes, at: 0, isLittleEndian, depth: 0 };
  const values = parseSignature(signature).map((type) => read(from, type));
  return { values, end: from.at };
}

interface Input {
  bytes: Buffer;
  at: number;
  isLittleEndian: boolean;
  depth: number;
}

const readers: Record<string, (from: Input, type: BusType) => BusValue> = {
  y: (from) => from.bytes[take(from, 1)] as number,
  u: readUint,
  b: (from) => {
    const value = readUint(from);
    if (value > 1) throw malformed('a truth value that is neither');
    return value === 1;
  },
  s: (from) => readText(from, readUint(from)),
  o: (from) => readText(from, readUint(from)),
  g: (from) => readText(from, from.bytes[take(from, 1)] as number),
  v: readVariant,
  a: (from, { inner }) => readArray(from, inner[0] as BusType),
  '(': readMembers,
  '{': readMembers,
};

function read(from: Input, type: BusType): BusValue {
  if (++from.depth > maxDepth) throw malformed('values that lie too deep');
  pad(from, type);
  const value = (readers[type.code] as (typeof readers)[string])(from, type);
  from.depth--;
  return value;
}

function readMembers(from: Input, { inner }: BusType): BusValue {
  return inner.map((type) => read(from, type));
}

function readVariant(from: Input): BusVariant {
  const signature = readText(from, from.bytes[take(from, 1)] as number);
  const [type, ...more] = parseSignature(signature);
  if (type === undefined || more.length > 0) throw malformed('a variant that is not one value');
  return { signature, value: read(from, type) };
}

function readArray(from: Input, element: BusType): BusValue {
  const length = readUint(from);
  pad(from, element);
  const start = take(from, length);
  const end = from.at;
  if (element.code === 'y') return from.bytes.subarray(start, end);
  const values: BusValue[] = [];
  from.at = start;
  while (from.at < end) values.push(read(from, element));
  if (from.at !== end) throw malformed('an array that ends amid an element');
  return values;
}

function readText(from: Input, length: number): string {
  const start = take(from, length + 1);
  const text = from.bytes.subarray(start, start + length);
  const isText = from.bytes[start + length] === 0 && isUtf8(text) && !text.includes(0);
  if (!isText) throw malformed('a string that is none');
  return text.toString('utf8');
}

function readUint(from: Input): number {
  const at = take(from, 4);
  return from.isLittleEndian ? from.bytes.readUInt32LE(at) : from.bytes.readUInt32BE(at);
}

function pad(from: Input, { code }: BusType): void {
  take(from, -from.at & ((alignments[code] as number) - 1));
}

/** Goes on by so many bytes; answers where they begin. */
function take(from: Input, count: number): number {
  const at = from.at;
  if (count > from.bytes.length - at) throw malformed('a message that is cut off');
  from.at += count;
  return at;
}
