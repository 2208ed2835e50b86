import { AimError, readTextFile } from '@aim/core';
import type { BackupKey } from '@aim/services';
import { resolve } from 'node:path';
import type { CommandInput } from '../commands/types.js';
import { readPassphrase } from './passphrase.js';

/**
 * What opens a backup: the identities of `--identity`, the passphrase of `--passphrase-file`, or
 * one that is asked for.
 *
 * @throws AimError `usage.invalid`, `usage.needs_terminal`
 */
export async function backupKey(
  { aim, terminal, options }: Pick<CommandInput, 'aim' | 'terminal' | 'options'>,
  file: string,
): Promise<BackupKey> {
  const identityFile = options['identity'] as string | undefined;
  if (identityFile !== undefined) return { identities: identitiesIn(identityFile) };
  const passphraseFile = options['passphrase-file'] as string | undefined;
  if (passphraseFile === undefined && !(await aim.backupWantsPassphrase(file))) {
    throw new AimError('usage.invalid', `${file} is sealed for age recipients`, {
      hint: 'Name the file of an age identity: --identity FILE',
    });
  }
  const question = `Passphrase of ${file} (not shown): `;
  const asked = { file: passphraseFile, question, isNew: false };
  return { passphrase: await readPassphrase(terminal, asked) };
}

/** The lines of a file that `age-keygen` made, without its comments. */
function identitiesIn(file: string): string[] {
  const text = readTextFile(resolve(file), { allowPipe: true });
  if (text === undefined) {
    throw new AimError('usage.invalid', `--identity names no file: ${file}`);
  }
  const lines = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.length > 0) return lines;
  throw new AimError('usage.invalid', `${file} holds no age identity`);
}
