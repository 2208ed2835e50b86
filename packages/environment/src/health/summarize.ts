import { healthGroups, type HealthGroup } from './groups.js';
import type { CheckResult, HealthReport, StatusCounts } from './types.js';

/** The findings by status; what is ignored is counted by itself. */
export function countFindings(checks: readonly CheckResult[]): {
  summary: StatusCounts;
  ignoredCount: number;
} {
  const summary = { ok: 0, info: 0, warn: 0, fail: 0, skipped: 0, unknown: 0 };
  const counted = checks.filter(({ ignored }) => ignored === null);
  for (const { status } of counted) summary[status] += 1;
  return { summary, ignoredCount: checks.length - counted.length };
}

/** The counts of each group that has a finding. */
export function countGroups(checks: readonly CheckResult[]): HealthReport['groups'] {
  return (Object.keys(healthGroups) as HealthGroup[])
    .map((id) => ({ id, of: checks.filter(({ group }) => group === id) }))
    .filter(({ of }) => of.length > 0)
    .map(({ id, of }) => ({ id, title: healthGroups[id], ...countFindings(of) }));
}

/** The checks by group, and within a group as they were. */
export function inGroupOrder<T extends { group: HealthGroup }>(checks: readonly T[]): T[] {
  const order = Object.keys(healthGroups);
  return checks.toSorted((one, other) => order.indexOf(one.group) - order.indexOf(other.group));
}
