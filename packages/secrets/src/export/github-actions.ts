import { randomUUID } from 'node:crypto';
import { lineByLine, type ExportedVariable, type ExportWriter } from './export-writer.js';

/** To be appended to the file that `GITHUB_ENV` names in a job of GitHub Actions. */
export const githubActions: ExportWriter = {
  refusal: (value) =>
    value.endsWith('\r')
      ? 'the value ends with a carriage return, which a runner on Windows drops'
      : undefined,
  write: lineByLine(({ name, value }) => {
    const end = delimiterFor(value);
    return `${name}<<${end}\n${value}\n${end}`;
  }),
};

/** A line that nobody can have put into the value, to end it early and set variables of their own. */
function delimiterFor(value: string): string {
  let delimiter;
  do delimiter = `aim_${randomUUID()}`;
  while (value.includes(delimiter));
  return delimiter;
}

/**
 * The commands that make a job of GitHub Actions mask these values in its log. They go to the
 * stdout of a step, never into a file. The log is masked line by line: so a value of several lines
 * is given as a whole and by its lines. Blank lines are left out, which GitHub refuses.
 */
export function githubMasks(variables: readonly ExportedVariable[]): string {
  const texts = variables.flatMap(({ value }) => [value, ...value.split(/\r\n|\r|\n/)]);
  const masks = [...new Set(texts)].filter((text) => text.trim() !== '');
  return masks.map((text) => `::add-mask::${escapeData(text)}\n`).join('');
}

/** As the toolkit of GitHub writes the data of a command. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
