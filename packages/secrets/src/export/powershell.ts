import { lineByLine, type ExportWriter } from './export-writer.js';

/** `… | Invoke-Expression` in PowerShell, which takes the lines one by one. */
export const powershell: ExportWriter = {
  refusal: (value) =>
    value === '' ? 'before 7.5 PowerShell removes a variable that is set to nothing' : undefined,
  write: lineByLine(({ name, value }) => `$env:${name} = ${quotePowerShell(value)}`),
  ignoresCase: true,
};

/**
 * An expression of PowerShell, on one line and in ASCII: PowerShell cuts the output of a program
 * into lines, and decodes it by the code page of the console. Typographic quotes, which it takes
 * for quotes, are among what is written as a number.
 */
export function quotePowerShell(value: string): string {
  const parts = value.match(/[ -~]+|[^ -~]/g) ?? [''];
  const words = parts.map((part) =>
    /^[ -~]*$/.test(part) ? `'${part.replaceAll("'", "''")}'` : `[char]${part.charCodeAt(0)}`,
  );
  const [first = '', ...rest] = words;
  return rest.length === 0 && first.startsWith("'") ? first : `-join (${words.join(',')})`;
}
