import type { AuditRecord } from '@aim/core';
import { checkMarks } from '../../../render/health.js';
import type { Field } from '../../components/fields.js';
import type { TableRow } from '../../components/table.js';
import type { ColumnSpec } from '../../layout/fit-columns.js';
import type { ActivityRow } from '../../store/activity-rows.js';
import type { Token } from '../../theme/theme.js';

export const activityColumns: readonly ColumnSpec[] = [
  { head: '', min: 1, max: 1, priority: 10 },
  { head: 'WHEN (UTC)', min: 19, max: 19, priority: 7 },
  { head: 'EVENT', min: 10, max: 16, priority: 6 },
  { head: 'WHAT', min: 16, max: 200, priority: 9 },
];

const marks: Record<AuditRecord['severity'], { mark: string; token: Token }> = {
  debug: { mark: checkMarks.skipped, token: 'secondary' },
  info: { mark: checkMarks.info, token: 'secondary' },
  warning: { mark: checkMarks.warn, token: 'warn' },
  error: { mark: checkMarks.fail, token: 'fail' },
  critical: { mark: checkMarks.fail, token: 'fail' },
};

export function activityRow(event: ActivityRow): TableRow {
  const { mark, token } = markOf(event);
  return {
    id: event.id,
    cells: [mark, moment(event.timestamp), event.event_type, event.message],
    tokens: { 0: token, 1: 'secondary' },
  };
}

/** Everything that the log says of an event. */
export function activityFields(event: ActivityRow): Field[] {
  const { mark, token } = markOf(event);
  return [
    { label: 'event', value: event.event_type },
    { label: 'what', value: event.message },
    { label: 'when', value: event.timestamp },
    { label: 'severity', value: `${mark} ${event.severity}`, token },
    { label: 'user', value: event.user },
    { label: 'session', value: event.session_id },
    ...Object.entries(event.details ?? {}).map(([label, value]) => ({
      label: `· ${label}`,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    })),
  ];
}

/** A line of the log may say anything. */
function markOf({ severity }: ActivityRow): { mark: string; token: Token } {
  return marks[severity] ?? marks.info;
}

function moment(timestamp: string): string {
  return timestamp.slice(0, 19).replace('T', ' ');
}
