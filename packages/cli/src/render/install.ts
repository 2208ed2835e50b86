import type { Adoption, AppliedStep, OutdatedTool, PlannedStep } from '@aim/services';
import type { InstallResult } from '../commands/install/run-plan.js';
import type { RenderContext } from '../commands/types.js';
import { columns } from './columns.js';
import { shortPath } from './paths.js';

/** What would be done, one line for each tool. */
export function planText(
  data: InstallResult,
  { style, columns: width, home }: RenderContext,
): string {
  const rows = data.steps.map((step) => [
    step.tool,
    step.action,
    change(step.from, wantedVersion(step)),
    howOf(step, home),
  ]);
  const lines = columns(rows, { width });
  const running = data.running.map(
    ({ tool, pids }) =>
      `${style.warn('!')} ${tool} is running: ${pids.length === 1 ? 'process' : 'processes'} ${pids.join(', ')}`,
  );
  return [...lines, ...keptLines(data, style), ...running, ''].join('\n');
}

/** The plan where nothing was done, else a table of before and after. */
export function resultText(data: InstallResult, context: RenderContext): string {
  if (!data.applied) {
    const nothing = data.steps.length === 0 && data.refused.length === 0;
    if (nothing && data.kept.length === 0) return 'Nothing to do\n';
    return data.dryRun || data.steps.length === 0
      ? planText(data, context)
      : 'Nothing was changed\n';
  }
  const { style, columns: width, home } = context;
  const rows = data.outcomes.map((outcome) => [
    markOf(outcome),
    outcome.tool,
    change(outcome.before, outcome.after),
    wordsOf(outcome, home),
  ]);
  const paint = (text: string, row: number, column: number) => {
    if (column !== 0) return text;
    return data.outcomes[row]?.error === null ? style.ok(text) : style.fail(text);
  };
  return [...columns(rows, { width, paint }), ...keptLines(data, style), ''].join('\n');
}

/** Installed and newest versions; those that are current only when nothing else is there. */
export function outdatedText(
  tools: readonly OutdatedTool[],
  { style, columns: width, verbose }: RenderContext,
): string {
  const shown = verbose ? tools : tools.filter(({ update }) => update !== 'current');
  if (shown.length === 0)
    return tools.length === 0 ? 'No tool is installed\n' : 'All are current\n';
  const rows = shown.map(({ tool, manager, version, latest, pinned, update, failure }) => [
    tool,
    change(version, latest),
    manager,
    [
      ...(pinned === null ? [] : [`pinned to ${pinned}`]),
      ...(update === 'unknown' ? [failure ?? 'its newest version is not known'] : []),
    ].join(', '),
  ]);
  const paint = (text: string, row: number, column: number) =>
    column === 1 && shown[row]?.update === 'available' ? style.warn(text) : text;
  return `${columns(rows, { width, paint }).join('\n')}\n`;
}

export function adoptionText(
  { file, tools, left, dryRun }: Adoption,
  { style, columns: width, home }: RenderContext,
): string {
  const rows = tools.map(({ tool, manager, version, evidence, changed }) => [
    changed ? (dryRun ? '+' : '✔') : '=',
    tool,
    version,
    manager,
    shortPath(evidence, home),
  ]);
  const others = left.map(({ tool, reason }) => style.faint(`${tool} stays as it is: ${reason}`));
  const count = tools.filter(({ changed }) => changed).length;
  const end =
    count === 0
      ? 'Nothing to adopt'
      : `${dryRun ? 'Would be written' : 'Written'} into ${shortPath(file, home)}`;
  return `${[...columns(rows, { width }), ...others, end].join('\n')}\n`;
}

/** `1.0 → 2.0`, with what is not there as a dash. */
function change(before: string | null, after: string | null): string {
  return `${before ?? '–'} → ${after ?? '–'}`;
}

function wantedVersion({ action, to }: PlannedStep): string | null {
  return to ?? (action === 'uninstall' ? null : 'newest');
}

function howOf({ manager, package: name, prefix, command, scripts }: PlannedStep, home: string) {
  if (command !== null) return command.join(' ');
  const own = scripts.length === 0 ? '' : `, runs its install script`;
  return `${manager} ${name}, ${shortPath(prefix, home)}${own}`;
}

function markOf({ status }: AppliedStep): string {
  if (status === 'done' || status === 'present') return '✔';
  return status === 'skipped' ? '·' : '✘';
}

function wordsOf({ status, action, manager, effective, error }: AppliedStep, home: string): string {
  if (status === 'skipped') return 'not begun';
  if (status === 'present') return 'another aim did it';
  if (status === 'restored') return `${error?.code ?? ''}; what was there before is there again`;
  if (error !== null) return error.code;
  if (action === 'uninstall') return `${manager}, removed`;
  return effective === null ? manager : `${manager}, ${shortPath(effective.path, home)}`;
}

function keptLines({ kept, steps }: InstallResult, style: RenderContext['style']): string[] {
  // Of many that need nothing, only the number.
  if (kept.length > 5 && steps.length > 0) return [style.faint(`${kept.length} stay as they are`)];
  return kept.map(({ tool, version, reason }) =>
    style.faint(`${tool} ${version ?? ''} stays as it is: ${reason}`.replace('  ', ' ')),
  );
}
