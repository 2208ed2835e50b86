import { AimError, readTextFile } from '@aim/core';
import { resolve } from 'node:path';
import { askHidden, requireTerminal } from './ask.js';
import type { Terminal } from './terminal.js';

export interface PassphraseQuestion {
  /** The file that `--passphrase-file` names. */
  file: string | undefined;
  question: string;
  /** Asks twice: a mistyped passphrase would lock its owner out. */
  isNew: boolean;
}

/**
 * A passphrase from a file, without its final newline, or from the terminal.
 *
 * @throws AimError `usage.invalid` for an empty one or two that differ, `usage.needs_terminal`
 */
export async function readPassphrase(
  terminal: Terminal,
  { file, question, isNew }: PassphraseQuestion,
): Promise<string> {
  if (file !== undefined) return filled(fromFile(file), `The passphrase in ${file}`);
  requireTerminal(terminal, 'Name a file that holds the passphrase: --passphrase-file FILE');
  const passphrase = filled(await askHidden(terminal, question), 'The passphrase');
  if (isNew && (await askHidden(terminal, 'The same again: ')) !== passphrase) {
    throw new AimError('usage.invalid', 'The two passphrases differ', {
      hint: 'Nothing was changed. Try again',
    });
  }
  return passphrase;
}

function fromFile(file: string): string {
  const text = readTextFile(resolve(file), { allowPipe: true });
  if (text !== undefined) return text.replace(/\r?\n$/, '');
  throw new AimError('usage.invalid', `--passphrase-file names no file: ${file}`);
}

function filled(passphrase: string, what: string): string {
  if (passphrase !== '') return passphrase;
  throw new AimError('usage.invalid', `${what} is empty`);
}
