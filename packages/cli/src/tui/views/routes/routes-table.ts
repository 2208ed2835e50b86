import type { RoutePlan } from '@aim/services';
import type { Field } from '../../components/fields.js';
import type { TableRow } from '../../components/table.js';
import type { ColumnSpec } from '../../layout/fit-columns.js';
import { checkMarks } from '../../../render/health.js';

export const routeColumns: readonly ColumnSpec[] = [
  { head: '', min: 1, max: 1, priority: 10 },
  { head: 'CAPABILITY', min: 14, max: 24, priority: 8 },
  { head: 'GOES TO', min: 12, max: 24, priority: 9 },
  { head: 'THEN', min: 10, max: 100, priority: 5 },
];

/** A capability with the tool that takes it now, and those that would follow. */
export function routeRow({ capability, chosen, chain }: RoutePlan): TableRow {
  return {
    id: capability,
    cells: [
      chosen === null ? checkMarks.fail : checkMarks.ok,
      capability,
      chosen ?? 'no tool',
      chain.slice(1).join(', '),
    ],
    tokens: { 0: chosen === null ? 'fail' : 'ok' },
  };
}

/** Why each tool has its place, or none. */
export function routeFields({ capability, chosen, candidates }: RoutePlan): Field[] {
  return [
    { label: 'capability', value: capability },
    { label: 'goes to', value: chosen ?? 'no tool can take it now' },
    ...candidates.map(({ tool, rank, reason }) => ({
      label: rank === null ? tool : `${rank} ${tool}`,
      value: reason,
      ...(rank === null && { token: 'secondary' as const }),
    })),
  ];
}
