import { checkMarks } from '../../../render/health.js';
import type { Field } from '../../components/fields.js';
import type { TableRow } from '../../components/table.js';
import type { ColumnSpec } from '../../layout/fit-columns.js';
import type { LogEntry } from '../../store/log.js';

export const logColumns: readonly ColumnSpec[] = [
  { head: '', min: 1, max: 1, priority: 10 },
  { head: 'AT (UTC)', min: 8, max: 8, priority: 7 },
  { head: 'WHAT', min: 16, max: 200, priority: 9 },
];

export function logRow({ id, at, kind, text }: LogEntry): TableRow {
  const hasFailed = kind === 'failed';
  return {
    id,
    cells: [hasFailed ? checkMarks.fail : checkMarks.ok, at.slice(11, 19), text],
    tokens: { 0: hasFailed ? 'fail' : 'ok', 1: 'secondary' },
  };
}

export function logFields({ at, kind, text, code, cause, command, hint }: LogEntry): Field[] {
  return [
    { label: 'what', value: text },
    { label: 'state', value: kind },
    { label: 'when', value: at },
    ...(code === null ? [] : [{ label: 'code', value: code }]),
    ...(cause === null ? [] : [{ label: 'cause', value: cause }]),
    ...(command === null ? [] : [{ label: 'same as', value: command, token: 'key' as const }]),
    ...(hint === null ? [] : [{ label: 'try', value: hint, token: 'key' as const }]),
  ];
}
