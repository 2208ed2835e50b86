import { configValueAt, tryParseJson } from '@aim/core';

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
    .map(tryParseLine)
    .filter((value) => value !== undefined);
}

/** The value of a line that is a JSON object. */
export function tryParseLine(line: string): unknown {
  return line.startsWith('{') ? tryParse(line) : undefined;
}

/** The value at a path in dots; undefined when a part of it is absent. */
export function valueAt(value: unknown, path: string): unknown {
  return configValueAt(value, path.split('.'));
}

function tryParse(text: string): unknown {
  return tryParseJson(text.replace(/^\uFEFF/, ''));
}
