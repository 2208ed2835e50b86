import type { AuditRecord } from '@aim/core';
import type { RecentEvents } from '@aim/services';

/** Jobs and runs of the last 24 hours, by the hour, the oldest first; null where it is not known. */
export interface JobCounts {
  all: readonly (number | null)[];
  failed: readonly (number | null)[];
}

export const countedHours = 24;
const hourMs = 3_600_000;

/**
 * Counts what the log says of jobs that ended. The hours end with the one that `now` (ms) is in.
 * What is older than a log that was not read to its start is not known.
 */
export function jobCounts({ events, isWhole }: ReadLog, now: number): JobCounts {
  const end = Math.floor(now / hourMs) * hourMs + hourMs;
  const oldest = isWhole ? -Infinity : Date.parse(events.at(-1)?.timestamp ?? '');
  const all = Array.from({ length: countedHours }, (_, hour): number | null =>
    end - (countedHours - 1 - hour) * hourMs > oldest ? 0 : null,
  );
  const failed = [...all];
  for (const event of events) {
    const outcome = outcomeOf(event);
    const hour = countedHours - 1 - Math.floor((end - 1 - Date.parse(event.timestamp)) / hourMs);
    if (outcome === null || all[hour] === undefined || all[hour] === null) continue;
    all[hour] += 1;
    if (outcome === 'failed') failed[hour] = (failed[hour] ?? 0) + 1;
  }
  return { all, failed };
}

export interface ReadLog extends Pick<RecentEvents, 'events'> {
  /** True when nothing older is in the log. */
  isWhole: boolean;
}

/** How a job or a run ended; null for any other event, and for one that only began. */
export function outcomeOf({
  event_type: type,
  severity,
  details,
}: AuditRecord): 'ok' | 'failed' | null {
  if (type === 'tool_invoke') return details?.['status'] === 'error' ? 'failed' : 'ok';
  if (type !== 'tool_run') return null;
  if (severity === 'error') return 'failed';
  const exitCode = details?.['exitCode'];
  if (typeof exitCode !== 'number') return null;
  // Whoever ends a program by ctrl+c got what they wanted.
  return exitCode === 0 || exitCode === 130 ? 'ok' : 'failed';
}
