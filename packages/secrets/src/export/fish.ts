import { lineByLine, refusesNothing, type ExportWriter } from './export-writer.js';

/** `… | source` in fish. */
export const fish: ExportWriter = {
  refusal: refusesNothing,
  write: lineByLine(({ name, value }) => `set -gx ${name} ${quoteFish(value)}`),
};

/** One word of fish. In its single quotes a backslash escapes a quote and another backslash. */
export function quoteFish(value: string): string {
  return `'${value.replace(/['\\]/g, String.raw`\$&`)}'`;
}
