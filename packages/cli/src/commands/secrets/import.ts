import { AimError, countOf, stripControls } from '@aim/core';
import type { ImportPlan, ImportRequest, ImportStep, SkipReason } from '@aim/services';
import { doneWords, keptOutcome, plannedWords } from '../../render/store-action.js';
import { createStyle, type Style } from '../../render/style.js';
import { confirm, readBytes, requireTerminal } from '../../terminal/ask.js';
import { backupKey } from '../../terminal/backup-key.js';
import { defineCommand, type CommandInput } from '../types.js';

/** `applied`: the plan was carried out, or there was nothing to do. */
type Result = ImportPlan & { dryRun: boolean; applied: boolean };

export const command = defineCommand<Result>({
  run: async (input) => {
    const { aim, options } = input;
    const dryRun = options['dry-run'] === true;
    const { plan, apply } = await aim.planImport(await requestOf(input));
    const outcome = keptOutcome(plan.steps);
    if (dryRun) return { data: { ...plan, dryRun, applied: false }, ...outcome };
    const count = plan.steps.filter(isChange).length;
    if (count > 0 && !(await isConfirmed(input, plan, count))) {
      return { data: { ...plan, dryRun, applied: false } };
    }
    const { findings } = await apply();
    const data = { ...plan, dryRun, applied: true };
    return { data, ...outcome, findings: [...findings, ...(outcome.findings ?? [])] };
  },
  render: (data, { style }) => {
    if (data.dryRun || data.applied) return planText(data, style, data.dryRun);
    return 'Nothing was imported\n';
  },
});

async function requestOf(input: CommandInput): Promise<ImportRequest> {
  const { options } = input;
  const only = options['only'] as string[] | undefined;
  const all = options['all'] === true;
  const source = await sourceOf(input);
  if (all && only !== undefined) throw wrong('--only and --all exclude each other');
  if (all && source.from === 'env') {
    throw wrong('--all would store the whole environment: name what you want with --only');
  }
  return { source, all, force: options['force'] === true, ...(only !== undefined && { only }) };
}

async function sourceOf(input: CommandInput): Promise<ImportRequest['source']> {
  const { args, options } = input;
  const file = args[0];
  const from = options['from'] ?? (file === undefined ? undefined : 'dotenv');
  const opens = options['identity'] ?? options['passphrase-file'];
  if (opens !== undefined && from !== 'backup') {
    throw wrong('--identity and --passphrase-file are for --from backup');
  }
  if (from === 'env') {
    if (file === undefined) return { from };
    throw wrong('--from env takes no FILE');
  }
  if (from === 'keyring') return { from, ...(file !== undefined && { file }) };
  if (file === undefined) {
    throw wrong('Say what to import: FILE, --from env, --from keyring or --from backup FILE');
  }
  if (from === 'backup') return { from, file, key: await backupKey(input, file) };
  if (file !== '-') return { from: 'dotenv', file };
  return { from: 'dotenv', file: 'stdin', bytes: await pipedBytes(input) };
}

function pipedBytes({ terminal }: CommandInput): Promise<Buffer> {
  if (!terminal.stdinIsTty) return readBytes(terminal);
  throw wrong('- reads a file that is piped to stdin, which is a terminal here');
}

function wrong(message: string): AimError {
  return new AimError('usage.invalid', message, { hint: 'aim secrets import --help' });
}

async function isConfirmed(
  { terminal, globals }: CommandInput,
  plan: ImportPlan,
  count: number,
): Promise<boolean> {
  if (globals.yes) return true;
  requireTerminal(terminal, 'Look at the plan with --dry-run, then store it with --yes');
  terminal.stderr.write(planText(plan, createStyle(terminal.colour.stderr), true));
  return confirm(terminal, `Store ${countOf(count, 'secret')}?`);
}

function isChange({ action }: ImportStep): boolean {
  return action === 'add' || action === 'replace';
}

const skipWords: Record<SkipReason, string> = {
  no_credential: 'passed over: its name is not that of a credential (--all takes it)',
  empty: 'passed over: it is empty (--all takes it)',
  reference: 'passed over: it refers to a secret already',
  invalid_name: 'passed over: no secret can have that name',
  setting: 'passed over: it is a setting of AIM',
  double: 'passed over: it is another name of one above',
  absent: 'passed over: the keyring does not have it',
};

function planText({ from, path, steps }: ImportPlan, style: Style, isPlanned: boolean): string {
  const words = isPlanned ? plannedWords : doneWords;
  const lines = steps.map(({ name, line, action, reason }) => {
    const what = action === 'skip' ? skipWords[reason as SkipReason] : words[action];
    const place = line === undefined ? '' : ` (line ${line})`;
    return `  ${stripControls(name)}${place}: ${what}\n`;
  });
  const title = path ?? (from === 'env' ? 'The environment' : 'The keyring of AIM+');
  return `${style.title(title)}\n${lines.join('') || '  It holds nothing to import\n'}`;
}
