import { AimError, exitCodes, systemHost, type Finding } from '@aim/core';
import type { Migrated, MigrateRequest, MigrationPlan, Preference, UndoPlan } from '@aim/services';
import { migratedText, migrationText, nothingLeftText, undoText } from '../../render/migration.js';
import { createStyle } from '../../render/style.js';
import { confirm, requireTerminal } from '../../terminal/ask.js';
import { defineCommand, type CommandInput, type RenderContext } from '../types.js';

/** `applied`: the plan was carried out; false too where there was nothing to do. */
export type MigrationResult = MigrationPlan & {
  dryRun: boolean;
  applied: boolean;
  done: Migrated | null;
};
export type UndoResult = UndoPlan & { dryRun: boolean; undone: boolean };

export const command = defineCommand<MigrationResult | UndoResult>({
  run: async (input) => (input.options['undo'] === true ? undo(input) : migrate(input)),
  render: (data, context) => {
    if ('undone' in data) return undoText(data, context);
    if (data.applied) return migratedText(data, context);
    if (data.dryRun) return migrationText(data, context);
    return hasWork(data, false) ? 'Nothing was changed\n' : nothingLeftText(data, context);
  },
});

async function migrate(input: CommandInput) {
  const { aim, options } = input;
  const request = requestOf(input);
  const dryRun = options['dry-run'] === true;
  const { plan, findings: noticed, apply } = await aim.planMigration(request);
  const findings = [...noticed, ...unreadFindings(plan)];
  const open = { ...plan, dryRun, applied: false, done: null };
  if (dryRun || !hasWork(plan, request.secrets === true)) return { data: open, findings };
  if (!(await isConfirmed(input, open))) return { data: open, findings };
  const done = await apply();
  const data = { ...plan, dryRun, applied: true, done };
  if (done.secretsFailure === null) return { data, findings };
  const failure: Finding = {
    id: 'migrate.secrets',
    severity: 'fail',
    message: `The secrets were not taken over: ${done.secretsFailure}`,
    fix: 'aim secrets import --from keyring',
  };
  return { data, findings: [...findings, failure], exitCode: exitCodes.someFailed };
}

function requestOf({ args, options }: CommandInput): MigrateRequest {
  return {
    from: args,
    project: options['project'] === true,
    secrets: options['secrets'] === true,
    ...(options['prefer'] !== undefined && { prefer: options['prefer'] as Preference }),
  };
}

function hasWork({ changed, audit, secrets }: MigrationPlan, withSecrets: boolean): boolean {
  const isOpen = secrets.some(({ from, missing }) => from === 'keyring' && missing.length > 0);
  return changed || audit.left > 0 || (withSecrets && isOpen);
}

function unreadFindings({ audit }: MigrationPlan): Finding[] {
  return audit.unread.map(({ file, line, reason }) => ({
    id: 'migrate.audit_unread',
    severity: 'warn',
    message: `${file}${line === null ? '' : `:${line}`} is not imported: ${reason}`,
  }));
}

async function isConfirmed(input: CommandInput, plan: MigrationResult): Promise<boolean> {
  const { terminal, globals } = input;
  if (globals.yes) return true;
  requireTerminal(terminal, 'Look at the plan with --dry-run, then carry it out with --yes');
  terminal.stderr.write(migrationText(plan, contextOf(input)));
  return confirm(terminal, 'Migrate?');
}

async function undo(input: CommandInput) {
  const { aim, args, options, globals, terminal } = input;
  const others = ['prefer', 'secrets'].filter((name) => options[name] !== undefined);
  if (args.length > 0 || others.length > 0) {
    throw new AimError('usage.invalid', '--undo takes neither files nor --prefer and --secrets', {
      hint: 'aim config migrate --undo',
    });
  }
  const project = options['project'] === true;
  const plan = await aim.planMigrationUndo(project);
  const dryRun = options['dry-run'] === true;
  const open = { ...plan, dryRun, undone: false };
  if (dryRun) return { data: open };
  if (!globals.yes) {
    requireTerminal(terminal, 'Look at it with --undo --dry-run, then do it with --yes');
    terminal.stderr.write(undoText({ ...open, dryRun: true }, contextOf(input)));
    if (!(await confirm(terminal, 'Undo the migration?'))) return { data: open };
  }
  return { data: { ...(await aim.undoMigration(project)), dryRun, undone: true } };
}

function contextOf({ terminal, globals }: CommandInput): RenderContext {
  return {
    style: createStyle(terminal.colour.stderr),
    columns: terminal.columns,
    home: systemHost().home,
    verbose: globals.verbose,
  };
}
