import { comparePep440 } from './pep440.js';

/**
 * True when a version of Python is one that a `Requires-Python` such as `>=3.9,<3.13` allows, by
 * PEP 440; null where either is of no known form. An empty text allows all.
 */
export function allowsPep440(specifiers: string, version: string): boolean | null {
  const clauses = specifiers.split(',').map((clause) => clause.trim());
  const answers = clauses.filter((clause) => clause !== '').map((each) => allows(each, version));
  return answers.includes(null) ? null : !answers.includes(false);
}

function allows(clause: string, version: string): boolean | null {
  const [, operator = '', wanted = ''] = /^(===|~=|==|!=|<=|>=|<|>)\s*(\S+)$/.exec(clause) ?? [];
  const isPrefix = wanted.endsWith('.*');
  const base = isPrefix ? wanted.slice(0, -2) : wanted;
  if (operator === '===') return version === wanted;
  const order = comparePep440(version, base);
  if (order === null) return null;
  switch (operator) {
    case '==':
      return isPrefix ? startsWith(version, base) : order === 0;
    case '!=':
      return isPrefix ? !startsWith(version, base) : order !== 0;
    case '~=':
      return compatible(version, base, order);
    // Packages of old have `>=3.6.*`, which newer tools refuse; its meaning is plain.
    case '<=':
      return order <= 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0 && !(isBefore(version) && !isBefore(base) && isSameRelease(version, base));
    case '>':
      return order > 0 && !(isAfter(version) && isFinal(base) && isSameRelease(version, base));
    default:
      return null;
  }
}

/** `~=3.9.2` is `>=3.9.2` and `==3.9.*`. */
function compatible(version: string, base: string, order: number): boolean | null {
  const { epoch, numbers } = release(base);
  if (numbers.length < 2) return null;
  return order >= 0 && startsWith(version, `${epoch}!${numbers.slice(0, -1).join('.')}`);
}

function startsWith(version: string, base: string): boolean {
  const [own, start] = [release(version), release(base)];
  return (
    own.epoch === start.epoch &&
    start.numbers.every((number, index) => (own.numbers[index] ?? 0) === number)
  );
}

function isSameRelease(version: string, base: string): boolean {
  return startsWith(version, base) && startsWith(base, version);
}

function release(version: string): { epoch: number; numbers: number[] } {
  const [, epoch = '0', numbers = ''] = /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)/i.exec(version) ?? [];
  return { epoch: Number(epoch), numbers: numbers.split('.').map(Number) };
}

function isFinal(version: string): boolean {
  return !isBefore(version) && !isAfter(version);
}

function isBefore(version: string): boolean {
  return /\d[-_.]?(?:a|b|c|rc|alpha|beta|pre|preview|dev)[-_.]?\d*/i.test(version);
}

function isAfter(version: string): boolean {
  return /(?:post|rev|r)[-_.]?\d*(?:\+|$)|-\d+$/i.test(version) && !/rc\d*$/i.test(version);
}
