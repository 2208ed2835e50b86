import { lineByLine, type ExportWriter } from './export-writer.js';

/** The longest line of cmd, in characters. */
const maxLine = 8191;

/**
 * `for /f "delims=" %i in ('…') do @%i`, or a batch file. What the two read differently is refused:
 * a file halves `%%` and `for` does not, and either may have delayed expansion on.
 */
export const cmd: ExportWriter = {
  refusal: (value) => {
    if (value === '') return 'cmd removes a variable that is set to nothing';
    if (/[%!"]/.test(value)) return 'the value has one of % ! " in it';
    if (/[^ -~]/.test(value)) return 'the value has a line break or a character outside ASCII';
    if (value.length > maxValue) return `the value is longer than ${maxValue} characters`;
    return undefined;
  },
  write: lineByLine(({ name, value }) => `set "${name}=${value}"`, '\r\n'),
  ignoresCase: true,
};

/** The longest value, beside the longest name of a secret. */
const maxValue = maxLine - 'set "="'.length - 128;
