import { lineByLine, type ExportWriter } from './export-writer.js';

/**
 * A `.env` file, written so that the npm package dotenv, Node's `--env-file`, Docker Compose and
 * `aim secrets import` read the same value. They agree on no escape, so that a value which needs
 * one is refused.
 */
export const dotenv: ExportWriter = {
  refusal: (value) => {
    if (value.includes('\r')) return 'the value has a carriage return in it';
    if (quoted(value) !== undefined) return undefined;
    return String.raw`the value ends with \, or has ' together with one of " \ $ and a backtick`;
  },
  write: lineByLine(({ name, value }) => `${name}=${quoted(value)}`),
};

function quoted(value: string): string | undefined {
  if (/^[\w./:@%+=,-]+$/.test(value)) return value;
  // All of them read single quotes literally, but for a backslash before the closing one.
  if (!value.includes("'") && !value.endsWith('\\')) return `'${value}'`;
  return /["\\$`]/.test(value) ? undefined : `"${value}"`;
}
