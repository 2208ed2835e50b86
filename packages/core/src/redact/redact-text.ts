import { createFinder, createNeedle } from './find-secret.js';
import { secretForms } from './secret-forms.js';

export const mask = '[redacted]';

/** Replaces secrets in a whole text. */
export type Redact = (text: string) => string;

/**
 * Makes a function that replaces each of the values, in every form of `secretForms`, by
 * `[redacted]`: the leftmost first, and of several at one place the longest. Values under 8
 * characters are left alone (`minMaskableLength`).
 */
export function createRedactor(values: Iterable<string>): Redact {
  const needles = [...new Set([...values].flatMap(secretForms))].map(createNeedle);
  return (text) => {
    const find = createFinder(text, needles);
    const parts: string[] = [];
    let position = 0;
    for (let hit = find(0); hit !== undefined; hit = find(position)) {
      parts.push(text.slice(position, hit.start), mask);
      position = hit.end;
    }
    return position === 0 ? text : parts.join('') + text.slice(position);
  };
}

/** Applies `redact` to every string inside plain data, keys included. */
export function redactData<T>(data: T, redact: Redact): T {
  return visit(data, redact) as T;
}

function visit(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => visit(item, redact));
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [redact(key), visit(item, redact)]),
    );
  }
  return value;
}
