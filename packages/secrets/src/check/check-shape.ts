import type { KeyShape, ProviderDetails } from '@aim/core';
import { alphabets } from './alphabets.js';
import type { KeyFinding } from './finding.js';
import { hasGithubChecksum } from './key-checksum.js';

export interface ShapeRequest {
  value: string;
  /** The variable that the key is for. */
  variable: string;
  provider: ProviderDetails;
  /** All of them: a key of another one may be in this place. */
  providers: readonly ProviderDetails[];
}

export interface ShapeAnswer {
  /** The kind of key that it looks like, such as "project key"; null for none that is known. */
  kind: string | null;
  findings: KeyFinding[];
}

/** Holds a key against the shapes that its variable can have. Pure; no message holds the key. */
export function checkShape({ value, variable, provider, providers }: ShapeRequest): ShapeAnswer {
  const own = provider.keyShapes.filter((shape) => isFor(shape, variable));
  const fitting = own.filter(({ prefix = '' }) => value.startsWith(prefix));
  const longest = Math.max(-1, ...fitting.map(prefixLength));
  // Where a provider's variable has no shape, any key of that provider may be in it.
  const known = own.length === 0 ? provider.keyShapes : own;
  const stranger = strangerOf(value, known, { providers, longerThan: longest });
  if (stranger !== undefined) {
    const message = `it begins as the ${stranger.kind} of ${stranger.name} does`;
    return { kind: null, findings: [{ id: 'provider', severity: 'fail', message }] };
  }
  if (fitting.length === 0) return noShape(own, provider.completeFor?.includes(variable) === true);
  const [best] = fitting
    .filter((shape) => prefixLength(shape) === longest)
    .map((shape) => ({ kind: shape.kind, findings: shapeBreaches(value, shape) }))
    .sort((a, b) => a.findings.length - b.findings.length);
  return best as ShapeAnswer;
}

function isFor({ keys }: KeyShape, variable: string): boolean {
  return keys === undefined || keys.includes(variable);
}

function prefixLength({ prefix = '' }: KeyShape): number {
  return prefix.length;
}

/** A shorter prefix says too little of whose key it is. */
const tellingPrefix = 4;

/** A kind of key that this variable does not hold, and that begins so. */
function strangerOf(
  value: string,
  known: readonly KeyShape[],
  { providers, longerThan }: { providers: readonly ProviderDetails[]; longerThan: number },
): { kind: string; name: string } | undefined {
  for (const { name, keyShapes } of providers) {
    for (const shape of keyShapes) {
      const length = prefixLength(shape);
      if (known.includes(shape) || length <= longerThan || length < tellingPrefix) continue;
      if (value.startsWith(shape.prefix as string)) return { kind: shape.kind, name };
    }
  }
  return undefined;
}

function noShape(own: readonly KeyShape[], isComplete: boolean): ShapeAnswer {
  if (own.length === 0) return { kind: null, findings: [] };
  const prefixes = own.flatMap(({ prefix }) => prefix ?? []);
  const message = `it does not begin with ${prefixes.join(', ')}`;
  return {
    kind: null,
    findings: [{ id: 'prefix', severity: isComplete ? 'fail' : 'warn', message }],
  };
}

/** What of a value with the prefix of a shape is otherwise than that shape. */
export function shapeBreaches(value: string, shape: KeyShape): KeyFinding[] {
  const { prefix = '', tail, alphabet, contains, endsWith, checksum } = shape;
  const rest = value.slice(prefix.length);
  const severity = shape.unsure === true ? 'warn' : 'fail';
  const found: KeyFinding[] = [];
  const add = (id: KeyFinding['id'], message: string) => found.push({ id, severity, message });
  if (rest.length < tail.min || rest.length > tail.max) {
    add('length', `it has ${value.length} characters, not ${lengths(prefix, tail)}`);
  }
  if (!alphabets[alphabet].test(rest)) {
    add('characters', 'it holds a character that such a key never has');
  }
  if (contains !== undefined && !rest.includes(contains)) {
    add('marker', `it lacks the mark that such a key holds (${contains})`);
  }
  if (endsWith !== undefined && !rest.endsWith(endsWith)) {
    add('marker', `it does not end as such a key does (${endsWith})`);
  }
  // Of a key that is cut short the sum says nothing new.
  if (checksum !== undefined && found.length === 0 && !hasGithubChecksum(rest)) {
    add('checksum', 'its checksum is wrong: a character is mistyped');
  }
  return found;
}

function lengths(prefix: string, { min, max }: KeyShape['tail']): string {
  const [least, most] = [prefix.length + min, prefix.length + max];
  return least === most ? String(least) : `${least} to ${most}`;
}
