import { askHidden, readAll, requireTerminal } from './ask.js';
import type { Terminal } from './terminal.js';

export interface ValueQuestion {
  /** Reads all of stdin, without its final newline, instead of asking. */
  stdin: boolean;
  question: string;
  /** What to do where there is no terminal. */
  hint: string;
}

/** A secret's value from stdin, or from the terminal without showing it. */
export async function readSecretValue(
  terminal: Terminal,
  { stdin, question, hint }: ValueQuestion,
): Promise<string> {
  if (stdin) return (await readAll(terminal)).replace(/\r?\n$/, '');
  requireTerminal(terminal, hint);
  return askHidden(terminal, question);
}
