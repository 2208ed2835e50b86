import {
  alignments,
  parseSignature,
  type BusType,
  type BusValue,
  type BusVariant,
} from './signature.js';

/** Values as bytes, little endian, as D-Bus puts them into a message. */
export function marshal(signature: string, values: readonly BusValue[]): Buffer {
  const out: Out = { bytes: Buffer.alloc(256), length: 0 };
  parseSignature(signature).forEach((type, i) => write(out, type, values[i] as BusValue));
  return out.bytes.subarray(0, out.length);
}

interface Out {
  bytes: Buffer;
  length: number;
}

const writers: Record<string, (out: Out, value: BusValue, type: BusType) => void> = {
  y: (out, value) => append(out, Buffer.of(value as number)),
  u: (out, value) => writeUint(out, value as number),
  b: (out, value) => writeUint(out, value ? 1 : 0),
  s: writeText,
  o: writeText,
  g: (out, value) => writeSignature(out, value as string),
  v: (out, variant) => {
    const { signature, value } = variant as BusVariant;
    writeSignature(out, signature);
    write(out, parseSignature(signature)[0] as BusType, value);
  },
  a: (out, value, { inner }) => writeArray(out, value as Buffer, inner[0] as BusType),
  '(': writeMembers,
  '{': writeMembers,
};

function write(out: Out, type: BusType, value: BusValue): void {
  pad(out, alignments[type.code] as number);
  writers[type.code]?.(out, value, type);
}

function writeMembers(out: Out, value: BusValue, { inner }: BusType): void {
  inner.forEach((type, i) => write(out, type, (value as readonly BusValue[])[i] as BusValue));
}

/** The length of an array does not count the padding before its first element. */
function writeArray(out: Out, value: Buffer | readonly BusValue[], element: BusType): void {
  const at = reserve(out, 4);
  pad(out, alignments[element.code] as number);
  const start = out.length;
  if (Buffer.isBuffer(value)) append(out, value);
  else for (const each of value) write(out, element, each);
  out.bytes.writeUInt32LE(out.length - start, at);
}

function writeText(out: Out, value: BusValue): void {
  const bytes = Buffer.from(value as string, 'utf8');
  writeUint(out, bytes.length);
  append(out, bytes);
  reserve(out, 1);
}

function writeSignature(out: Out, signature: string): void {
  append(out, Buffer.of(signature.length));
  append(out, Buffer.from(signature, 'latin1'));
  reserve(out, 1);
}

function writeUint(out: Out, value: number): void {
  const at = reserve(out, 4);
  out.bytes.writeUInt32LE(value, at);
}

function append(out: Out, bytes: Buffer): void {
  const at = reserve(out, bytes.length);
  bytes.copy(out.bytes, at);
}

function pad(out: Out, alignment: number): void {
  reserve(out, -out.length & (alignment - 1));
}

/** Makes room for so many zeros, in other bytes if need be; answers where it is. */
function reserve(out: Out, count: number): number {
  const at = out.length;
  out.length += count;
  if (out.length > out.bytes.length) {
    const more = Buffer.alloc(2 * out.length);
    out.bytes.copy(more);
    out.bytes = more;
  }
  return at;
}
