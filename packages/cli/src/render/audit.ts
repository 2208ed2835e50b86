import { stripControls, type AuditRecord } from '@aim/core';
import type { AuditStats, RecentEvents, VerifiedAudit } from '@aim/services';
import type { RenderContext } from '../commands/types.js';
import { columns } from './columns.js';
import type { Style } from './style.js';

/** A table of records; with `withDetails` each with what it tells. */
export function renderRecords(
  { place, events }: RecentEvents,
  { style, columns: width, verbose }: RenderContext,
  withDetails: boolean,
): string {
  if (place === null) return 'The configuration switches the audit off.\n';
  if (events.length === 0) return 'No record fits.\n';
  const rows = [
    ['WHEN (UTC)', 'EVENT', 'SEVERITY', 'WHAT'],
    ...events.map((event) => [
      moment(event.timestamp),
      event.event_type,
      event.severity,
      withDetails || verbose ? `${event.message}  ${detailText(event)}`.trimEnd() : event.message,
    ]),
  ];
  const paint = (text: string, row: number, column: number) => {
    if (row === 0) return style.faint(text);
    return column === 2 ? painted(text, events[row - 1]?.severity, style) : text;
  };
  return `${columns(rows, { ...(width !== undefined && { width }), paint }).join('\n')}\n`;
}

/** One record as one line, as it comes. */
export function recordLine(event: AuditRecord, style: Style): string {
  const text = `${event.event_type}  ${event.message}  ${detailText(event)}`.trimEnd();
  const severity = painted(String(event.severity).padEnd(8), event.severity, style);
  return `${style.faint(moment(event.timestamp))}  ${severity}  ${stripControls(text).replaceAll('\n', ' ')}\n`;
}

export function renderStats(
  { place, records, oldest, newest, ...by }: AuditStats,
  { style }: RenderContext,
): string {
  if (place === null) return 'The configuration switches the audit off.\n';
  if (oldest === null || newest === null) return 'No record fits.\n';
  const parts = [
    ['EVENT', by.byType],
    ['SEVERITY', by.bySeverity],
    ['TOOL', by.byTool],
  ] as const;
  const tables = parts
    .filter(([, counts]) => Object.keys(counts).length > 0)
    .map(([head, counts]) => {
      const rows = Object.entries(counts).map(([name, count]) => [name, String(count)]);
      const paint = (text: string, row: number) => (row === 0 ? style.faint(text) : text);
      return `${columns([[head, 'RECORDS'], ...rows], { paint }).join('\n')}\n`;
    });
  const period = `${records} records from ${moment(oldest)} to ${moment(newest)} (UTC)\n`;
  return [period, ...tables].join('\n');
}

export function renderVerified({ log }: VerifiedAudit, { style }: RenderContext): string {
  if (log === null) return 'The configuration switches the audit off.\n';
  const notes = log.notes.map((note) => `${style.warn('!')} ${stripControls(note)}\n`).join('');
  const others = log.unchained === 0 ? '' : `; ${log.unchained} lines are not chained`;
  if (log.broken !== null) return notes;
  const what = log.chained === 0 ? 'No record is chained' : `${log.chained} records are whole`;
  return `${style.ok('✔')} ${what}${others}\n${notes}`;
}

function detailText({ details }: AuditRecord): string {
  if (typeof details !== 'object' || details === null) return '';
  return Object.entries(details)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
}

function painted(
  text: string,
  severity: AuditRecord['severity'] | undefined,
  style: Style,
): string {
  if (severity === 'warning') return style.warn(text);
  return severity === 'error' || severity === 'critical' ? style.fail(text) : style.faint(text);
}

function moment(timestamp: string): string {
  return timestamp.slice(0, 19).replace('T', ' ');
}
