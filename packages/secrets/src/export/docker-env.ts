import { lineByLine, type ExportWriter } from './export-writer.js';

/** The longest line that docker reads, in bytes (`bufio.MaxScanTokenSize`, with its newline). */
const maxLine = 64 * 1024 - 1;

/** A file for `docker run --env-file`: one line each, nothing quoted. */
export const dockerEnv: ExportWriter = {
  refusal: (value) => {
    if (value.includes('\n')) return 'the value has a line break in it';
    if (value.endsWith('\r')) return 'the value ends with a carriage return';
    if (/^(['"]).*\1$/s.test(value))
      return 'some versions of docker drop the quotes around a value';
    if (Buffer.byteLength(value) > maxValue) return `the value is longer than ${maxValue} bytes`;
    return undefined;
  },
  write: lineByLine(({ name, value }) => `${name}=${value}`),
};

/** The longest value, beside the longest name of a secret. */
const maxValue = maxLine - '='.length - 128;
