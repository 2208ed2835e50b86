import type { Route, WhatIf } from '@aim/services';
import type { RenderContext } from '../commands/types.js';
import { columns } from './columns.js';

/** Both choices, and every tool whose place is another one. */
export function renderWhatIf(
  now: Route,
  then: WhatIf,
  { style, columns: width }: RenderContext,
): string {
  const goesTo = (chosen: string | null) => (chosen === null ? 'nobody' : style.accent(chosen));
  const head = [
    `${now.capability} goes to ${goesTo(now.chosen)}: ${chainText(now.chain)}`,
    `what if ${then.conditions.join(', ')}: to ${goesTo(then.chosen)}: ${chainText(then.chain)}`,
  ];
  if (then.changes.length === 0) return `${[...head, '', 'Nothing would change'].join('\n')}\n`;
  const rows = then.changes.map(({ tool, before, after }) => [
    tool,
    `${placeText(before.rank)} → ${placeText(after.rank)}`,
    after.reason,
  ]);
  const notes = then.warnings.map((warning) => style.warn(warning));
  return `${[...head, '', ...columns(rows, { width }), ...notes].join('\n')}\n`;
}

function chainText(chain: readonly string[]): string {
  return chain.length === 0 ? 'no tool' : chain.join(' → ');
}

function placeText(rank: number | null): string {
  return rank === null ? '-' : String(rank);
}
