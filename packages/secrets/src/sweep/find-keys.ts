import { isPlaceholder } from '../check/placeholder.js';
import { lengthAt, type KeyPatterns, type OwnedShape } from './key-pattern.js';
import { looksRandom } from './looks-random.js';

/** A key by its shape or its name. The key itself is not in it. */
export interface FoundKey {
  /** In bytes, from the beginning of the first chunk. */
  offset: number;
  /** In bytes. */
  length: number;
  provider?: string;
  keyKind?: string;
  /** The name beside it. */
  variable?: string;
  /** What may be shown of it: the prefix of its kind, and a mark for the rest. */
  masked: string;
}

export interface KeyFinder {
  /** What was found so far, and is certain. */
  push: (chunk: Uint8Array) => FoundKey[];
  /** What the end brings to light. The finder is then of no more use. */
  end: () => FoundKey[];
}

export interface KeyFinderOptions {
  /** Of {@link keyPatterns}: made once, for many finders. */
  patterns: KeyPatterns;
  /**
   * A random value beside the name of a credential is a key too. For configuration; in a
   * conversation it would find too much.
   */
  byName: boolean;
  /** Counts the characters that are held against a shape or a name. */
  cost?: { examined: number };
}

/** A key and what stands between it and its name are shorter together, in bytes. */
const lookAhead = 10 * 1024;
/** How far before a key its name is looked for, in bytes. */
const lookBehind = 256;

/**
 * Finds keys in bytes that come in chunks: by a prefix that tells their provider, together with
 * the alphabet, length, marks and checksum of their kind; and by the name beside them. What is a
 * placeholder is no key. Holds some 10 KiB beside the chunk, whatever the input's length.
 */
export function createKeyFinder({
  patterns,
  byName,
  cost = { examined: 0 },
}: KeyFinderOptions): KeyFinder {
  const rules = { patterns, byName, cost };
  let held = Buffer.alloc(0);
  let heldOffset = 0;
  // What begins before was already told, or looked at.
  let done = 0;
  const search = (isEnd: boolean): FoundKey[] => {
    const text = held.toString('latin1');
    const limit = heldOffset + (isEnd ? text.length + 1 : Math.max(0, text.length - lookAhead));
    const found = keysIn(text, rules)
      .map((key) => ({ ...key, offset: key.offset + heldOffset }))
      .filter(({ offset }) => offset >= done && offset < limit);
    done = Math.max(done, limit, ...found.map(({ offset, length }) => offset + length));
    const drop = Math.max(0, Math.min(limit - heldOffset, text.length) - lookBehind);
    held = Buffer.from(held.subarray(drop));
    heldOffset += drop;
    return found;
  };
  return {
    push: (chunk) => {
      held = Buffer.concat([held, chunk]);
      return held.length > 2 * lookAhead ? search(false) : [];
    },
    end: () => search(true),
  };
}

/** The keys in a text, in order, of those that overlap the first. */
function keysIn(text: string, rules: Rules): FoundKey[] {
  const { patterns, byName } = rules;
  const found = byPrefix(text, rules);
  const ends = new Map(found.map((key) => [key.offset, key]));
  for (const { name, at, value } of patterns.namedValues(text)) {
    const key = ends.get(at);
    if (key !== undefined) key.variable ??= name;
    else if (
      !found.some((other) => at < other.offset + other.length && other.offset < at + value.length)
    ) {
      const named = namedKey(text, { name, at, value }, rules);
      if (named !== undefined) found.push(named);
    }
  }
  if (byName)
    found.push(
      ...inAddresses(text).filter(({ offset }) => !found.some((key) => key.offset === offset)),
    );
  return found.sort((a, b) => a.offset - b.offset);
}

type Rules = Required<KeyFinderOptions>;

function byPrefix(text: string, { patterns, cost }: Rules): FoundKey[] {
  const { beginnings, telling } = patterns;
  const found: FoundKey[] = [];
  beginnings.lastIndex = 0;
  for (let match = beginnings.exec(text); match !== null; match = beginnings.exec(text)) {
    const at = match.index;
    const key = fitting(text, at, { shapes: telling, cost });
    if (key === undefined) continue;
    found.push(key);
    beginnings.lastIndex = at + key.length;
  }
  return found;
}

/** The shape with the longest prefix that fits tells most. */
function fitting(
  text: string,
  at: number,
  { shapes, cost }: { shapes: readonly OwnedShape[]; cost: Rules['cost'] },
): FoundKey | undefined {
  let best: FoundKey | undefined;
  let longest = -1;
  for (const shape of shapes) {
    const { prefix = '', provider, kind } = shape;
    if (prefix.length <= longest) continue;
    const length = lengthAt(text, at, { shape, cost });
    if (length === 0) continue;
    longest = prefix.length;
    best = { offset: at, length, provider, keyKind: kind, masked: `${prefix}…` };
  }
  return best;
}

function namedKey(
  text: string,
  { name, at, value }: { name: string; at: number; value: string },
  { patterns, byName, cost }: Rules,
): FoundKey | undefined {
  cost.examined += value.length;
  if (isPlaceholder(value) || !looksRandom(value)) return undefined;
  const variable = name.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();
  const own = patterns.shapes.filter(({ variables }) => variables.includes(variable));
  const key = fitting(text, at, { shapes: own, cost });
  if (key !== undefined) return { ...key, variable: name };
  if (!byName || value.length < shortestByName || !isOneValue(text, at, value)) return undefined;
  const provider = own[0]?.provider;
  const masked = '…';
  return {
    offset: at,
    length: value.length,
    variable: name,
    masked,
    ...(provider && { provider }),
  };
}

/** A shorter value beside a name may be anything. */
const shortestByName = 20;

/** Neither a call, a path nor the member of an object in a program's text. */
function isOneValue(text: string, at: number, value: string): boolean {
  if (/[([{]/.test(text.charAt(at + value.length)) || /^[./~]/.test(value)) return false;
  if (value.includes('://')) return false;
  const isMember = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(value);
  return !isMember || value.split('.').some(isKeyPart);
}

/** A part of a key such as `SG.….…`; the name of a member is shorter, or has no such figures. */
function isKeyPart(part: string): boolean {
  return part.length >= shortestByName && /\d.*\d/.test(part) && looksRandom(part);
}

/** The passwords in addresses such as `https://user:password@host`. */
function inAddresses(text: string): FoundKey[] {
  return [...text.matchAll(/:\/\/[^\s:/?#@"']{0,80}:([^\s/?#@"']{20,400})@/g)].flatMap((match) => {
    const value = match[1] as string;
    if (isPlaceholder(value) || !looksRandom(value)) return [];
    const offset = match.index + match[0].length - 1 - value.length;
    return [{ offset, length: value.length, masked: '…' }];
  });
}
