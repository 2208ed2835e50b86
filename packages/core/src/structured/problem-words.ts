import { printParseErrorCode } from 'jsonc-parser';

/** An error of the JSON parser in words: `PropertyNameExpected` is `property name expected`. */
export function problemWords(error: number): string {
  return printParseErrorCode(error)
    .replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`)
    .toLowerCase();
}
