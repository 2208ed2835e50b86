import type { VersionWhy } from '@aim/services';
import type { RenderContext } from '../commands/types.js';
import { columns } from './columns.js';

/** The versions of one tool, and why they are what they are. */
export function renderWhy(why: VersionWhy, { style, columns: width }: RenderContext): string {
  const { tool, manager, package: name, actual, effective, status } = why;
  const facts: [string, string | null][] = [
    ['installed', actual ?? (status === 'missing' ? 'no' : 'unknown')],
    ['runs', effective === actual ? null : effective],
    ['channel', manager === null ? null : `${manager} (${name})`],
    ['range', why.range ?? 'any'],
    ['locked', why.locked ?? 'no'],
    ['latest', why.latest],
    ['makers', why.upstream === why.latest ? null : why.upstream],
    ['eligible', why.eligible],
  ];
  const rows = facts.flatMap(([label, value]) => (value === null ? [] : [[label, value]]));
  const paint = (text: string, _row: number, column: number) =>
    column === 0 ? style.faint(text) : text;
  const lines = [style.title(tool), ...columns(rows, { width, paint }), '', ...why.reasons];
  return `${lines.join('\n')}\n`;
}
