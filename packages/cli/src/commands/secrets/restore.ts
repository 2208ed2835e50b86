import { AimError, readTextFile, type Outcome } from '@aim/core';
import type { BackupKey, RestoreAction, RestoredIndex, RestorePlan } from '@aim/services';
import { resolve } from 'node:path';
import { readPassphrase } from '../../terminal/passphrase.js';
import { defineCommand, type CommandInput, type RenderContext } from '../types.js';

type Restored = RestorePlan & { dryRun: boolean };

export const command = defineCommand<Restored | RestoredIndex>({
  run: async (input) => {
    const { aim, args, options } = input;
    if (options['index'] === true) return restoreIndex(input);
    const file = args[0];
    if (file === undefined) {
      throw new AimError('usage.invalid', 'FILE is missing: aim secrets restore FILE', {
        hint: 'aim secrets restore --help',
      });
    }
    const request = { file, force: options['force'] === true, key: await keyOf(input, file) };
    const dryRun = options['dry-run'] === true;
    const plan = dryRun ? await aim.planRestore(request) : await aim.restoreSecrets(request);
    return outcome({ ...plan, dryRun });
  },
  render: (data, context) => ('steps' in data ? planText(data, context) : indexText(data, context)),
});

async function restoreIndex({ aim, args, options }: CommandInput) {
  if (args.length > 0 || options['dry-run'] === true) {
    throw new AimError('usage.invalid', '--index takes no FILE and no --dry-run', {
      hint: 'aim secrets restore --index',
    });
  }
  return { data: await aim.restoreIndex() };
}

/** Values that differ and stay are what the user asked to have back and did not get. */
function outcome(data: Restored): Outcome<Restored> {
  const kept = data.steps.filter(({ action }) => action === 'keep').map(({ name }) => name);
  if (kept.length === 0) return { data };
  const message = `${kept.join(', ')}: another value is stored, and stays`;
  const fix = 'Replace it, and keep it as a version: --force';
  return {
    data,
    exitCode: 4,
    findings: [{ id: 'secrets.differs', severity: 'warn', message, fix }],
  };
}

async function keyOf({ aim, terminal, options }: CommandInput, file: string): Promise<BackupKey> {
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

const done: Record<RestoreAction, string> = {
  add: 'stored',
  same: 'the same already',
  replace: 'replaced',
  keep: 'left as it is',
};
const planned: Record<RestoreAction, string> = {
  add: 'would be stored',
  same: 'is the same already',
  replace: 'would be replaced',
  keep: 'would be left as it is',
};

function planText({ steps, dryRun, createdAt }: Restored, { style }: RenderContext): string {
  const words = dryRun ? planned : done;
  const lines = steps.map(({ name, action }) => `  ${name}: ${words[action]}\n`);
  return `${style.title(`Backup of ${createdAt}`)}\n${lines.join('') || '  It is empty\n'}`;
}

function indexText({ secretCount, kept }: RestoredIndex, { style }: RenderContext): string {
  const aside = kept === null ? '' : `; the one that was there is ${kept}`;
  const advice = style.faint('aim secrets list --verify');
  return `${style.ok('✔')} The index lists ${secretCount} secrets again${aside}\n${advice} asks the stores\n`;
}
