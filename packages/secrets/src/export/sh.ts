import { lineByLine, refusesNothing, type ExportWriter } from './export-writer.js';

/** `eval "$(…)"` in bash, dash, zsh, and in fish, whose function `export` takes the same words. */
export const sh: ExportWriter = {
  refusal: refusesNothing,
  write: lineByLine(({ name, value }) => `export ${name}=${quoteSh(value)}`),
};

/**
 * One word that is the value in every POSIX shell and in fish alike. Quotes and backslashes stand
 * outside the single quotes: the two read them differently inside.
 */
export function quoteSh(value: string): string {
  const outside = (run: string) => `'${run.replace(/./g, String.raw`\$&`)}'`;
  return `'${value.replace(/['\\]+/g, outside)}'`;
}
