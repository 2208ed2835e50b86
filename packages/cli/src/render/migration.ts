import { countOf, stripControls } from '@aim/core';
import type { ConflictSide, MigrationPlan, PlannedField } from '@aim/services';
import type { MigrationResult, UndoResult } from '../commands/config/migrate.js';
import type { RenderContext } from '../commands/types.js';
import { wrapText } from '../tui/layout/wrap-text.js';
import { shortPath } from './paths.js';

/** What a migration would do: where each file goes, where they differ, and what has no place. */
export function migrationText(plan: MigrationPlan, context: RenderContext): string {
  const { style } = context;
  const target = shown(plan.target.file, context);
  const lines = [
    ...wrapped(titleOf(plan, target), 0, context).map(style.title),
    ...plan.sources.flatMap((source) => sourceLines(source, plan.fields, context)),
    ...conflictSection(plan, context),
    ...droppedLines(plan.fields, context),
    ...auditLines(plan, context),
    ...secretsLines(plan, context),
  ];
  return `${lines.join('\n')}\n`;
}

function titleOf({ changed, sources, target }: MigrationPlan, name: string): string {
  if (changed) return `To ${name}${target.exists ? '' : ', a new file'}`;
  if (sources.length === 0 && !target.exists) return 'No settings of AIM+ or AI_MANGER were found';
  return `Nothing is left to write: ${name} holds all of it`;
}

/** For who has nothing left to do: only what other commands would do. */
export function nothingLeftText(plan: MigrationPlan, context: RenderContext): string {
  const lines = [
    ...wrapped(titleOf(plan, shown(plan.target.file, context)), 0, context),
    ...leftOutLines(plan.fields),
    ...secretsLines(plan, context),
  ];
  return `${lines.join('\n')}\n`;
}

function leftOutLines(fields: readonly PlannedField[]): string[] {
  const count = fields.filter(
    ({ outcome }) => outcome === 'dropped' || outcome === 'overruled',
  ).length;
  return count === 0 ? [] : [`  ${countOf(count, 'field')} not carried: add --dry-run to see them`];
}

/** What a migration did, and what is left to do. */
export function migratedText(result: MigrationResult, context: RenderContext): string {
  const { done, fields, target } = result;
  const { style } = context;
  const lines = [
    ...(done?.written === true ? [`${style.ok('✔')} Wrote ${shown(target.file, context)}`] : []),
    ...leftOutLines(fields),
    ...(done === null || done.backup === null
      ? []
      : wrapped(`What was there: ${shown(done.backup, context)}`, 2, context)),
    ...(done !== null && done.auditRecords > 0
      ? [`${style.ok('✔')} Imported ${countOf(done.auditRecords, 'record')} into the audit log`]
      : []),
    ...(done !== null && done.secrets.length > 0
      ? [`${style.ok('✔')} Stored ${done.secrets.map(stripControls).join(', ')}`]
      : secretsLines(result, context)),
    ...(done?.written === true
      ? [`Take it back: ${style.accent('aim config migrate --undo')}`]
      : []),
    ...(target.kind === 'project'
      ? [`It waits for your consent: ${style.accent('aim trust')}`]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

export function undoText(result: UndoResult, context: RenderContext): string {
  const { file, backup, migratedAt, dryRun, undone } = result;
  if (!dryRun && !undone) return 'Nothing was changed\n';
  const name = shown(file, context);
  const done = backup === null ? `${name} is gone: there was none before` : `${name} is as it was`;
  const planned =
    backup === null ? `would remove ${name}: there was none before` : `would put back ${name}`;
  const text = undone ? done : planned;
  return `${wrapped(`${text} (migrated ${migratedAt})`, 0, context).join('\n')}\n`;
}

function sourceLines(
  { file, what }: MigrationPlan['sources'][number],
  all: readonly PlannedField[],
  context: RenderContext,
): string[] {
  const fields = all.filter((field) => field.file === file);
  const counts = (['carried', 'same', 'step', 'overruled', 'dropped'] as const).flatMap(
    (outcome) => {
      const count = fields.filter((field) => field.outcome === outcome).length;
      return count === 0 ? [] : [`${count} ${outcomeWords[outcome]}`];
    },
  );
  const each = context.verbose ? fields.flatMap((field) => fieldLines(field, context)) : [];
  return [
    '',
    ...wrapped(`${shown(file, context)}: ${what}`, 0, context),
    ...wrapped(counts.join(', '), 2, context),
    ...each,
  ];
}

const outcomeWords = {
  carried: 'carried',
  same: 'there already',
  step: 'by a command',
  overruled: 'overruled',
  dropped: 'not carried',
};

function fieldLines(
  { line, path, to, outcome, note }: PlannedField,
  context: RenderContext,
): string[] {
  const goes = to === null || to === path ? '' : ` → ${to}`;
  const said = outcome === 'carried' ? '' : ` (${outcomeWords[outcome]})`;
  const why = note === null ? '' : `: ${note}`;
  return wrapped(`${line}: ${path}${goes}${said}${why}`, 4, context);
}

function conflictSection({ conflicts, sources }: MigrationPlan, context: RenderContext): string[] {
  if (conflicts.length === 0) return [];
  const side = ({ file, line, value }: ConflictSide, mark: string) => {
    const name = nameOf(file, sources, context);
    return wrapped(
      `${mark} ${valueWords(value)} (${name}${line === null ? '' : `:${line}`})`,
      4,
      context,
    );
  };
  const lines = conflicts.flatMap(({ to, winner, losers }) => [
    ...wrapped(to, 2, context),
    ...side(winner, '✔'),
    ...losers.flatMap((each) => side(each, '✖')),
  ]);
  return ['', `Where the files differ (${conflicts.length}); ✔ counts`, ...lines];
}

/** The name alone of a file that stands above with its folder, where that tells it from the others. */
function nameOf(file: string, sources: MigrationPlan['sources'], context: RenderContext): string {
  const last = (path: string) => path.split(/[/\\]/).at(-1) as string;
  const isAlone = sources.filter((each) => last(each.file) === last(file)).length === 1;
  const isListed = sources.some((each) => each.file === file);
  return isAlone && isListed ? last(file) : shown(file, context);
}

function valueWords(value: unknown): string {
  const { primaryTool, fallbacks } = (value ?? {}) as {
    primaryTool?: unknown;
    fallbacks?: unknown;
  };
  if (typeof primaryTool !== 'string') return JSON.stringify(value) ?? 'nothing';
  const chain = [primaryTool, ...(Array.isArray(fallbacks) ? (fallbacks as unknown[]) : [])];
  return chain.map(String).join(', then ');
}

/** By file and reason, with the fields that it is said of. */
function droppedLines(fields: readonly PlannedField[], context: RenderContext): string[] {
  const dropped = fields.filter(({ outcome }) => outcome === 'dropped');
  if (dropped.length === 0) return [];
  const lines = groups(dropped, ({ file }) => file).flatMap(([file, ofFile]) => [
    ...wrapped(shown(file, context), 2, context),
    ...groups(ofFile, ({ note }) => note ?? '').flatMap(([note, same]) => [
      ...wrapped(note, 4, context),
      ...listed(same, context).map(context.style.faint),
    ]),
  ]);
  return ['', `Not carried (${dropped.length})`, ...lines];
}

function listed(fields: readonly PlannedField[], { columns }: RenderContext): string[] {
  const indent = 6;
  const text = fields.map(({ path, line }) => `${path}:${line}`).join(', ');
  const lines = wrapText(stripControls(text), Math.max(20, (columns ?? 80) - indent));
  return lines.map((line) => ' '.repeat(indent) + line);
}

function groups<T>(all: readonly T[], keyOf: (each: T) => string): [string, T[]][] {
  const found = new Map<string, T[]>();
  for (const each of all) {
    const group = found.get(keyOf(each)) ?? [];
    group.push(each);
    found.set(keyOf(each), group);
  }
  return [...found];
}

function auditLines({ audit }: MigrationPlan, context: RenderContext): string[] {
  const { files, records, left, isOn, unread } = audit;
  if (files.length === 0) return [];
  const found = `${countOf(records, 'record')} in ${countOf(files.length, 'old log')}`;
  const said = isOn ? `${left} would be imported` : 'none is imported: the audit is switched off';
  const lost =
    unread.length === 0 ? '' : `, ${unread.length} cannot be read and stay where they are`;
  return ['', ...wrapped(`Audit: ${found}, ${said}${lost}`, 0, context)];
}

function secretsLines({ secrets }: MigrationPlan, context: RenderContext): string[] {
  return secrets.flatMap(({ from, file, names, missing, command }) => {
    if (missing.length === 0) return [];
    const where = from === 'keyring' ? 'in the keyring of Python' : `in ${shown(file, context)}`;
    const how = from === 'keyring' ? [command] : [`On that Windows, after Secrets.Get: ${command}`];
    return [
      '',
      ...wrapped(
        `Secrets: ${missing.length} of ${names.length} are still ${where}: ${missing.join(', ')}`,
        0,
        context,
      ),
      ...how.flatMap((line) => wrapped(line, 2, context)).map(context.style.accent),
    ];
  });
}

function shown(file: string, { home }: RenderContext): string {
  return shortPath(file, home);
}

function wrapped(text: string, indent: number, { columns }: RenderContext): string[] {
  const width = Math.max(20, (columns ?? 80) - indent);
  return wrapText(stripControls(text), width - 2).map(
    (line, i) => `${' '.repeat(i === 0 ? indent : indent + 2)}${line}`,
  );
}
