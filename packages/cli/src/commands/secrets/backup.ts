import { AimError, countOf, type Finding } from '@aim/core';
import type { BackupLock, BackupResult } from '@aim/services';
import { readPassphrase } from '../../terminal/passphrase.js';
import { defineCommand, type CommandInput } from '../types.js';

type Done = BackupResult & { dryRun: boolean };

export const command = defineCommand<Done>({
  run: async (input) => {
    const { aim, args, options } = input;
    const file = args[0] as string;
    const force = options['force'] === true;
    const path = await aim.checkBackupFile(file, force);
    if (options['dry-run'] === true) {
      const names = (await aim.listSecrets()).map(({ name }) => name);
      return { data: { file: path, names, missing: [], dryRun: true } };
    }
    const data = await aim.backUpSecrets({ file, force, lock: await lockOf(input) });
    const exitCode = data.missing.length > 0 ? 4 : 0;
    return { data: { ...data, dryRun: false }, exitCode, findings: data.missing.map(notThere) };
  },
  render: ({ file, names, dryRun }, { style }) => {
    const what = countOf(names.length, 'secret');
    if (dryRun) return `Would write ${what} to ${file}\n`;
    return `${style.ok('✔')} Wrote ${what} to ${file}\n`;
  },
});

async function lockOf({ terminal, options }: CommandInput): Promise<BackupLock> {
  const recipients = (options['recipient'] as string[] | undefined) ?? [];
  const file = options['passphrase-file'] as string | undefined;
  if (recipients.length > 0 && file !== undefined) {
    throw new AimError('usage.invalid', 'A backup is for recipients or for a passphrase, not both');
  }
  if (recipients.length > 0) return { recipients };
  const question = 'Passphrase of the backup (not shown): ';
  return { passphrase: await readPassphrase(terminal, { file, question, isNew: true }) };
}

function notThere(name: string): Finding {
  return {
    id: 'secrets.missing',
    severity: 'warn',
    message: `${name} is not in the backup: it is listed, and its store does not have it`,
    fix: 'aim secrets doctor',
  };
}
