const number = '(0|[1-9]\\d*)';
const word = '[0-9A-Za-z-]+';
const form = new RegExp(
  `^${number}\\.${number}\\.${number}(?:-(${word}(?:\\.${word})*))?(?:\\+${word}(?:\\.${word})*)?$`,
);

/**
 * The precedence of semantic versions 2.0.0, section 11: negative, zero or positive; null when
 * either is none.
 */
export function compareSemver(a: string, b: string): number | null {
  const [left, right] = [parse(a), parse(b)];
  if (left === undefined || right === undefined) return null;
  for (const [index, part] of left.numbers.entries()) {
    const order = compareNumbers(part, right.numbers[index] ?? '0');
    if (order !== 0) return order;
  }
  return comparePrerelease(left.prerelease, right.prerelease);
}

function parse(text: string): { numbers: string[]; prerelease: string[] } | undefined {
  const [whole, major = '', minor = '', patch = '', before] = form.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const prerelease = before?.split('.') ?? [];
  if (prerelease.some((part) => /^0\d+$/.test(part))) return undefined;
  return { numbers: [major, minor, patch], prerelease };
}

/** Of texts of digits without leading zeros, however many. */
function compareNumbers(a: string, b: string): number {
  return a.length === b.length ? compareTexts(a, b) : a.length - b.length;
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A version with one comes before the same without. */
function comparePrerelease(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = comparePart(part, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function comparePart(a: string, b: string): number {
  const [isNumber, otherIsNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumber && otherIsNumber) return compareNumbers(a, b);
  if (isNumber !== otherIsNumber) return isNumber ? -1 : 1;
  return compareTexts(a, b);
}
