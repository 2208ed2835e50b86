import { countOf } from '@aim/core';
import type { Replay } from '@aim/services';
import type { RenderContext } from '../commands/types.js';
import { columns } from './columns.js';

/** How many recorded jobs would go elsewhere, and which. */
export function renderReplay(replay: Replay, { style, columns: width }: RenderContext): string {
  const { jobs, changed, skipped, changes } = replay;
  const head = `${changed} of ${countOf(jobs, 'recorded job')} would go to another tool`;
  const left = skipped === 0 ? [] : [`${countOf(skipped, 'record')} cannot be planned again`];
  const rows = changes.map(({ timestamp, capability, before, after, reason }) => [
    timestamp.replace(/\.\d+Z$/, 'Z'),
    capability,
    `${before.chosen ?? 'nobody'} → ${after.chosen ?? 'nobody'}`,
    reason,
  ]);
  const lines = rows.length === 0 ? [] : ['', ...columns(rows, { width })];
  return `${[head, ...left.map((line) => style.faint(line)), ...lines].join('\n')}\n`;
}
