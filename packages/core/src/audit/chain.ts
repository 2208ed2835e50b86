import { sha256Hex } from './sha256.js';

/** A record's place in the chain. */
export interface Link {
  /** From 1, without a gap. */
  seq: number;
  /** In hex. */
  hash: string;
}

/** What the first record follows. */
export const chainStart: Link = { seq: 0, hash: '0'.repeat(64) };

/** A record as a line of the log. */
export interface ChainedLine extends Link {
  /** Without its newline. */
  text: string;
}

/**
 * Makes a record the next of the chain. Its hash is SHA-256 of its line, in which the hash of the
 * record before stands in the place of its own: so it covers each byte of the line and, by the one
 * before, all of the log up to here.
 *
 * @param isFirst - the first of its file tells the hash of the record before, too, so that a file
 *   can be checked without those that came earlier
 */
export function chainLine(record: object, after: Link, isFirst: boolean): ChainedLine {
  const seq = after.seq + 1;
  const prev = isFirst ? `"prev":"${after.hash}",` : '';
  const start = `${JSON.stringify(record).slice(0, -1)},${prev}"seq":${seq},"hash":"`;
  const hash = sha256Hex(Buffer.from(`${start}${after.hash}"}`));
  return { seq, hash, text: `${start}${hash}"}` };
}

/** What the end of a line says of its place in the chain. */
export interface ReadLink extends Link {
  prev: string | undefined;
}

const linkForm = /(?:,"prev":"([0-9a-f]{64})")?,"seq":(\d{1,15}),"hash":"([0-9a-f]{64})"\}$/;
const longestLink = 180;

/** The end of a line without its newline; undefined for a line that is no part of a chain. */
export function readLink(line: Buffer): ReadLink | undefined {
  if (line[line.length - 1] !== 0x7d) return undefined;
  const found = linkForm.exec(line.toString('latin1', Math.max(0, line.length - longestLink)));
  if (found === null) return undefined;
  return { prev: found[1], seq: Number(found[2]), hash: found[3] as string };
}

/**
 * The bytes that a line's hash is made of, when it follows this hash. Changes `line` itself, so that
 * checking a log copies nothing.
 */
export function hashedBytes(line: Buffer, previousHash: string): Buffer {
  line.write(previousHash, line.length - 66, 'latin1');
  return line;
}
