import type { DriftRow, DriftStatus, VersionCheck } from '@aim/services';
import type { RenderContext } from '../commands/types.js';
import { columns } from './columns.js';
import { shortPath } from './paths.js';
import type { Style } from './style.js';

/** The table of versions, what is wrong with each, and what the locks lack. */
export function renderVersions({ tools, locks }: VersionCheck, context: RenderContext): string {
  const { style, home } = context;
  if (tools.length === 0) {
    return `The configuration asks for no tools. ${style.accent('aim version pin TOOL')} asks for one.\n`;
  }
  const reasons = tools.flatMap(({ reason, changedBy }) =>
    reason === null ? [] : [`${reason}${changedBy === null ? '' : ` (${changedBy.evidence})`}`],
  );
  const stale = locks.flatMap(({ file, exists, differences }) =>
    exists ? differences.map(({ message }) => `${shortPath(file, home)}: ${message}`) : [],
  );
  const advice = stale.length === 0 ? [] : [`${style.accent('aim lock')} locks what is asked for.`];
  const told = [...reasons, ...stale, ...advice];
  return [...table(tools, context), ...(told.length > 0 ? ['', ...told] : []), ''].join('\n');
}

const head = ['', 'TOOL', 'MANAGER', 'RANGE', 'LOCKED', 'INSTALLED', 'LATEST', 'STATUS'];

function table(tools: readonly DriftRow[], { style, columns: width }: RenderContext): string[] {
  const rows = tools.map((row) => [
    marks[row.status],
    row.tool,
    row.manager ?? '-',
    row.range ?? 'any',
    row.locked ?? '-',
    installedWords(row),
    row.latest ?? '-',
    row.status,
  ]);
  const paint = (text: string, row: number, column: number) => {
    const status = tools[row - 1]?.status;
    if (status === undefined) return style.faint(text);
    return column === 0 || column === head.length - 1 ? painted(status, text, style) : text;
  };
  return columns([head, ...rows], { width, paint });
}

function installedWords({ actual, effective, status }: DriftRow): string {
  if (actual === null) return status === 'missing' ? '-' : 'unknown';
  return effective === null || effective === actual ? actual : `${actual} (runs ${effective})`;
}

/** Symbols that are not told apart by colour alone. */
const marks: Record<DriftStatus, string> = {
  ok: '●',
  drift: '!',
  missing: '✖',
  unexpected: '!',
  unknown: '?',
};

function painted(status: DriftStatus, text: string, style: Style): string {
  if (status === 'ok') return style.ok(text);
  return status === 'missing' ? style.fail(text) : style.warn(text);
}
