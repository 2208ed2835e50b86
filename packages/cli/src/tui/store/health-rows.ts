import type { Finding } from '@aim/core';
import type { CheckResult, CheckStatus, HealthReport, Status } from '@aim/services';
import { memoLast } from './memo-last.js';
import type { DashboardState } from './state.js';

/** A row of the health pane: what a check says, or something that AIM noticed by itself. */
export interface HealthRow extends Pick<CheckResult, 'title' | 'message' | 'evidence' | 'fix'> {
  /** The same for the same finding over refreshes. */
  id: string;
  status: CheckStatus;
  tool: string | null;
}

/** The worst first; among equals what AIM noticed comes before the checks. */
export function healthRows({ status, health, keychain }: DashboardState): readonly HealthRow[] {
  return rowsOf(status.data, health.data, status.findings, health.findings, keychain.findings);
}

const rowsOf = memoLast(
  (status: Status | null, health: HealthReport | null, ...findings: (readonly Finding[])[]) => {
    const noticed = [...(status?.findings ?? []), ...findings.flat()];
    const rows = [...noticed.map(findingRow), ...(health?.checks ?? []).map(checkRow)];
    return withIds(rows).toSorted((one, other) => severity[one.status] - severity[other.status]);
  },
);

const severity: Record<CheckStatus, number> = {
  fail: 0,
  warn: 1,
  unknown: 2,
  info: 3,
  ok: 4,
  skipped: 5,
};

function findingRow({ id, severity: status, message, fix }: Finding): HealthRow {
  const title = { info: 'Note', warn: 'Warning', fail: 'Error' }[status];
  return { id, status, title, message, tool: null, evidence: null, fix: fix ?? null };
}

function checkRow(check: CheckResult): HealthRow {
  const { id, title, tool, message, evidence, fix, ignored } = check;
  // What the configuration ignores is no matter that waits for a person.
  const status = ignored === null ? check.status : 'skipped';
  return { id: `${id} ${tool ?? ''}`, status, title, tool, message, evidence, fix };
}

/** A check can say several things: those after the first get a number. */
function withIds(rows: readonly HealthRow[]): HealthRow[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const count = (seen.get(row.id) ?? 0) + 1;
    seen.set(row.id, count);
    return count === 1 ? row : { ...row, id: `${row.id} ${count}` };
  });
}
