/**
 * The JSON value of an output: the whole, or the part from the first line that opens an object or
 * list, since tools print notices before it. Undefined when there is none.
 */
export function parseJson(text: string): unknown {
  const whole = tryParse(text);
  if (whole !== undefined) return whole;
  const start = text.search(/^[[{]/m);
  return start < 0 ? undefined : tryParse(text.slice(start));
}

/** The values of the lines that are JSON objects; other lines are noise. */
export function parseJsonLines(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map(tryParse)
    .filter((value) => value !== undefined);
}

/** The value at a path in dots; undefined when a part of it is absent. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    return (at as Record<string, unknown>)[key];
  }, value);
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
