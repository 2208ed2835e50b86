import {
  auditRecords,
  recentAuditRecords,
  verifyLog,
  type AuditRecord,
  type VerifiedLog,
} from '@aim/core';
import type { AimContext } from '../context.js';
import type { RecentEvents } from '../recent-events.js';
import { selectRecords, type AuditSelection } from './select.js';

export interface AuditQuery extends AuditSelection {
  /** The most records to answer; 100 unless told. */
  limit?: number;
}

/** The newest records that fit, newest first. Changes nothing. */
export async function queryAudit(
  context: AimContext,
  { limit = 100, ...selection }: AuditQuery = {},
): Promise<RecentEvents> {
  const place = await placeOf(context);
  const events =
    place === null ? [] : recentAuditRecords(place, { limit, ...selectRecords(selection) });
  return { place, events };
}

export interface AuditStats {
  place: string | null;
  records: number;
  /** The most frequent first. */
  byType: Record<string, number>;
  bySeverity: Record<string, number>;
  /** By the tool that a record names. */
  byTool: Record<string, number>;
  oldest: string | null;
  newest: string | null;
}

/** Counts the records that fit, in memory that does not depend on their number. */
export async function auditStats(
  context: AimContext,
  selection: AuditSelection = {},
): Promise<AuditStats> {
  const place = await placeOf(context);
  const counts = { type: new Map(), severity: new Map(), tool: new Map() } as Counts;
  let [records, oldest, newest] = [0, null, null] as [number, string | null, string | null];
  for (const record of place === null ? [] : auditRecords(place, selectRecords(selection))) {
    records += 1;
    count(counts.type, record.event_type);
    count(counts.severity, record.severity);
    count(counts.tool, (record.details as AuditRecord['details'] | undefined)?.['tool']);
    if (newest === null || record.timestamp > newest) newest = record.timestamp;
    if (oldest === null || record.timestamp < oldest) oldest = record.timestamp;
  }
  return {
    place,
    records,
    byType: frequentFirst(counts.type),
    bySeverity: frequentFirst(counts.severity),
    byTool: frequentFirst(counts.tool),
    oldest,
    newest,
  };
}

type Counts = Record<'type' | 'severity' | 'tool', Map<string, number>>;

/** A log may say anything: of names without end, most are counted together. */
const mostNames = 1000;

function count(counts: Map<string, number>, name: unknown): void {
  if (typeof name !== 'string') return;
  const known = counts.has(name) || counts.size < mostNames ? name : 'other';
  counts.set(known, (counts.get(known) ?? 0) + 1);
}

function frequentFirst(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

/**
 * Holds the log against its hash chain; null where the audit is off.
 *
 * @throws what the file system refuses
 */
export async function verifyAudit(context: AimContext): Promise<VerifiedAudit> {
  const place = await placeOf(context);
  return { place, log: place === null ? null : await verifyLog(place) };
}

export interface VerifiedAudit {
  place: string | null;
  log: VerifiedLog | null;
}

async function placeOf(context: AimContext): Promise<string | null> {
  return (await context.audit()).place ?? null;
}
