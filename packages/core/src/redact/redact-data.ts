/** Replaces secrets in a whole text. */
export type Redact = (text: string) => string;

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
