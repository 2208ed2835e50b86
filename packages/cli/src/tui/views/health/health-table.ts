import type { CheckStatus } from '@aim/services';
import { checkMarks } from '../../../render/health.js';
import type { Field } from '../../components/fields.js';
import type { TableRow } from '../../components/table.js';
import type { ColumnSpec } from '../../layout/fit-columns.js';
import type { HealthRow } from '../../store/health-rows.js';
import type { Token } from '../../theme/theme.js';

export const healthColumns: readonly ColumnSpec[] = [
  { head: '', min: 1, max: 1, priority: 10 },
  { head: 'CHECK', min: 14, max: 24, priority: 8 },
  { head: 'RESULT', min: 12, max: 200, priority: 9 },
];

export const checkTokens: Record<CheckStatus, Token> = {
  ok: 'ok',
  info: 'secondary',
  warn: 'warn',
  fail: 'fail',
  skipped: 'secondary',
  unknown: 'warn',
};

export function healthTableRow(row: HealthRow): TableRow {
  return {
    id: row.id,
    cells: [checkMarks[row.status], row.title, row.message],
    tokens: { 0: checkTokens[row.status] },
  };
}

/** A finding with what shows it and the command that helps. */
export function healthFields(row: HealthRow): Field[] {
  return [
    { label: 'check', value: row.title },
    {
      label: 'status',
      value: `${checkMarks[row.status]} ${row.status}`,
      token: checkTokens[row.status],
    },
    ...(row.tool === null ? [] : [{ label: 'tool', value: row.tool }]),
    { label: 'result', value: row.message },
    ...(row.evidence === null ? [] : [{ label: 'evidence', value: row.evidence }]),
    ...(row.fix === null ? [] : [{ label: 'try', value: row.fix, token: 'key' as const }]),
  ];
}
