import { recentAuditRecords, type AuditRecord } from '@aim/core';
import type { AimContext } from './context.js';

/** What was done last. */
export interface RecentEvents {
  /** The folder or file of the log, which grows with each event; null when the audit is off. */
  place: string | null;
  /** Newest first. */
  events: AuditRecord[];
}

/** The newest records of the audit log, 1000 unless told. Checks nothing and changes nothing. */
export async function recentEvents(context: AimContext, limit = 1000): Promise<RecentEvents> {
  const place = (await context.audit()).place ?? null;
  return { place, events: place === null ? [] : recentAuditRecords(place, { limit }) };
}
