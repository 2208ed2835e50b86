import { isCredentialName } from '../import/credential-name.js';

/** A value beside a name that tells of a credential. */
export interface NamedPlace {
  name: string;
  /** Where the value begins. */
  at: number;
  value: string;
}

/** Finds the values that stand directly beside the name of a credential. */
export type NamedValues = (text: string) => Generator<NamedPlace>;

/** A longer value, in characters, that assigns something itself is none: it is a row of them. */
const longestRow = 512;

/** `NAME=value` and the like; these names, too, are those of credentials. */
export function createNamedValues(known: readonly string[]): NamedValues {
  const names = new Set(known.filter((name) => !isCredential(name)));
  const word = assignment([...names]);
  return (text) => namedValues(text, { word, names });
}

function* namedValues(
  text: string,
  { word, names }: { word: RegExp; names: ReadonlySet<string> },
): Generator<NamedPlace> {
  word.lastIndex = 0;
  for (let match = word.exec(text); match !== null; match = word.exec(text)) {
    const [whole, , value = ''] = match;
    const end = match.index + whole.length;
    const wordEnd = match.index + (match[1] as string).length;
    word.lastIndex = wordEnd;
    const before = text.slice(Math.max(0, match.index - 80), wordEnd);
    const name = (/[A-Za-z0-9_.-]+$/.exec(before)?.[0] ?? '').replace(/^[.-]+/, '');
    // `\nexport` in a transcript: the letter belongs to the escape.
    const own = before.endsWith(`\\${name}`) && /^[nrt]/.test(name) ? name.slice(1) : name;
    if (value.length > longestRow && /=[^=]/.test(value)) continue;
    if (own !== '' && (names.has(own.toUpperCase()) || isCredential(own)))
      yield { name: own, at: end - value.length, value };
  }
}

function isCredential(name: string): boolean {
  if (/^authorization$/i.test(name)) return true;
  const words = name.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).map((part) => part.toUpperCase());
  return !words.some((part) => otherwise.has(part)) && isCredentialName(name, new Set());
}

/** With such a word it is the key of something else than a service. */
const otherwise = new Set([
  'CACHE',
  'SORT',
  'PRIMARY',
  'FOREIGN',
  'PARTITION',
  'INTEGRITY',
  'HASH',
]);

/**
 * The last word of the name, what stands between, and the value: an assignment, an option, a list
 * of arguments, a property list, or `name:` and `value:` below one another.
 */
const assignment = (names: readonly string[]) =>
  new RegExp(
    [
      String.raw`((?:${[...names, ''].join('|')}key|token|secret|passw(?:or)?d|passphrase|pass|auth(?:orization)?|credentials?|pat|pwd)(?:_?\d{1,3})?)`,
      String.raw`(?:`,
      String.raw`\\?["'\x60]?\]?[ \t]{0,20}(?:=>|:=|[:=])[ \t]{0,20}\\?["'\x60]?`,
      String.raw`|\\?["'],?\s{1,40}(?:value["']?\s{0,5}:\s{0,5})?\\?["']?`,
      String.raw`|\\?["'],\\?["']`,
      String.raw`|</key>\s{0,40}<string>`,
      String.raw`|["']?\s{1,40}value["']?\s{0,5}:\s{0,5}["']?`,
      String.raw`|[ \t]{1,20}\\?["']?`,
      String.raw`)`,
      String.raw`(?:(?:Bearer|Basic|token)[ +]|%20)?`,
      String.raw`([A-Za-z0-9_+/~=.-]{16,4096})`,
    ].join(''),
    'gi',
  );
