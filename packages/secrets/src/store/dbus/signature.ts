import { malformed, type BusError } from './bus-error.js';

/** One complete type: an array holds the type of its elements, `(` and `{` hold their members. */
export interface BusType {
  code: string;
  inner: readonly BusType[];
}

/**
 * What a value is here: `y` and `u` are numbers, `s`, `o` and `g` are strings, `ay` is bytes, and
 * any other array, a struct and an entry of a dictionary are arrays.
 */
export type BusValue = number | boolean | string | Buffer | BusVariant | readonly BusValue[];

/** A value that says its own type. */
export interface BusVariant {
  signature: string;
  value: BusValue;
}

/** To a multiple of how many bytes a value of each type is padded: the types that AIM meets. */
export const alignments: Readonly<Record<string, number>> = {
  y: 1,
  g: 1,
  v: 1,
  b: 4,
  u: 4,
  s: 4,
  o: 4,
  a: 4,
  '(': 8,
  '{': 8,
};

/** How deep types and variants may lie within each other; the specification allows 64. */
export const maxDepth = 32;

/** The longest signature, which the specification sets. */
const maxSignature = 255;

/** The complete types of a signature. @throws BusError `malformed` for a text that is none */
export function parseSignature(text: string): readonly BusType[] {
  if (text.length > maxSignature) throw noSignature(text);
  const types: BusType[] = [];
  for (let at = 0; at < text.length;) {
    const { type, end } = parseType(text, at, 0);
    types.push(type);
    at = end;
  }
  return types;
}

function parseType(text: string, at: number, depth: number): { type: BusType; end: number } {
  const code = text[at] ?? '';
  const isOwn = Object.hasOwn(alignments, code);
  if (!isOwn || depth > maxDepth || (code === '{' && text[at - 1] !== 'a')) {
    throw noSignature(text);
  }
  if (code === 'a') {
    const { type, end } = parseType(text, at + 1, depth + 1);
    return { type: { code, inner: [type] }, end };
  }
  return code === '(' || code === '{'
    ? parseMembers(text, at, depth)
    : { type: { code, inner: [] }, end: at + 1 };
}

function parseMembers(text: string, at: number, depth: number): { type: BusType; end: number } {
  const code = text[at] as '(' | '{';
  const close = code === '(' ? ')' : '}';
  const inner: BusType[] = [];
  let end = at + 1;
  while (text[end] !== close) {
    const member = parseType(text, end, depth + 1);
    inner.push(member.type);
    end = member.end;
  }
  const isWrong = code === '{' ? inner.length !== 2 : inner.length === 0;
  if (isWrong) throw noSignature(text);
  return { type: { code, inner }, end: end + 1 };
}

function noSignature(text: string): BusError {
  return malformed(`the signature ${JSON.stringify(text.slice(0, maxSignature))}`);
}
