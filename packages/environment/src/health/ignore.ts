import type { AimConfig } from '@aim/core';
import type { CheckResult } from './types.js';

type Entries = NonNullable<NonNullable<AimConfig['environment']>['healthChecks']>['ignore'];

/**
 * Marks a finding that an entry of `environment.healthChecks.ignore` is about. An entry holds to
 * the end of its day `until`, in UTC; after it the finding counts again, and says why.
 */
export function markIgnored(check: CheckResult, entries: Entries, today: Date): CheckResult {
  if (check.status === 'ok' || check.status === 'skipped') return check;
  const fitting = (entries ?? []).filter(
    ({ id, tool }) => id === check.id && (tool === undefined || tool === check.tool),
  );
  const day = today.toISOString().slice(0, 10);
  const entry = fitting.find(({ until }) => until === undefined || day <= until);
  if (entry !== undefined) {
    return { ...check, ignored: { reason: entry.reason, until: entry.until ?? null } };
  }
  const over = fitting[0]?.until;
  if (over === undefined) return check;
  return { ...check, message: `${check.message} (was ignored until ${over})` };
}
