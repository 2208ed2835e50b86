import type { AuditRecord } from '@aim/core';
import type { RecentEvents } from '@aim/services';
import { memoLast } from './memo-last.js';
import type { DashboardState } from './state.js';

/** An event of the audit log. */
export interface ActivityRow extends AuditRecord {
  /** The same for the same event over readings. */
  id: string;
}

/** The newest event that is known; null when there is none, undefined before anything was read. */
export function lastEvent({ activity, status }: DashboardState): AuditRecord | null | undefined {
  return activity.data?.events[0] ?? status.data?.lastEvent;
}

const none: readonly never[] = [];

/** The newest first, as the log is read. */
export function activityRows({
  activity,
}: Pick<DashboardState, 'activity'>): readonly ActivityRow[] {
  return activity.data === null ? none : rowsOf(activity.data);
}

const rowsOf = memoLast(({ events }: RecentEvents) => {
  const seen = new Map<string, number>();
  // Counted from the oldest on: a newer event of the same moment changes no number.
  return events
    .toReversed()
    .map((event) => {
      const name = `${event.timestamp} ${event.session_id} ${event.event_type}`;
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return { ...event, id: `${name} ${count}` };
    })
    .toReversed();
});
