import type { Finding } from '@aim/core';
import type { CheckResult, CheckStatus, SecretInfo, ToolStatus } from '@aim/services';
import { paneIds, type PaneId } from '../layout/layout.js';
import type { DashboardState } from './state.js';

/** A row of the health pane: what a check says, or something that AIM noticed by itself. */
export interface HealthRow extends Pick<CheckResult, 'title' | 'message' | 'evidence' | 'fix'> {
  /** The same for the same finding over refreshes. */
  id: string;
  status: CheckStatus;
  tool: string | null;
}

export function toolRows(state: DashboardState): readonly ToolStatus[] {
  return state.status.data?.tools ?? [];
}

export function secretRows(state: DashboardState): readonly SecretInfo[] {
  return state.status.data?.secrets ?? [];
}

/** The worst first; among equals what AIM noticed comes before the checks. */
export function healthRows(state: DashboardState): HealthRow[] {
  const noticed = [
    ...(state.status.data?.findings ?? []),
    ...state.status.findings,
    ...state.health.findings,
    ...state.keychain.findings,
  ];
  const rows = [...noticed.map(findingRow), ...(state.health.data?.checks ?? []).map(checkRow)];
  return withIds(rows).toSorted((one, other) => severity[one.status] - severity[other.status]);
}

const severity: Record<CheckStatus, number> = {
  fail: 0,
  warn: 1,
  unknown: 2,
  info: 3,
  ok: 4,
  skipped: 5,
};

/** The ids of a pane's rows, in order. */
export function rowIds(state: DashboardState, pane: PaneId): string[] {
  switch (pane) {
    case 'tools':
      return toolRows(state).map((tool) => tool.id);
    case 'secrets':
      return secretRows(state).map((secret) => secret.name);
    case 'health':
      return healthRows(state).map((row) => row.id);
  }
}

/** The place of the selected row; 0 when nothing was selected yet. */
export function selectedIndex(state: DashboardState, pane: PaneId): number {
  return Math.max(0, rowIds(state, pane).indexOf(state.selected[pane] ?? ''));
}

/** Follows every selected row by its id; where it is gone, its neighbour takes its place. */
export function keepSelection(before: DashboardState, after: DashboardState): DashboardState {
  const selected = { ...after.selected };
  for (const pane of paneIds) {
    const ids = rowIds(after, pane);
    const current = selected[pane];
    if (current === null || ids.length === 0 || ids.includes(current)) continue;
    selected[pane] = ids[Math.min(selectedIndex(before, pane), ids.length - 1)] ?? null;
  }
  return { ...after, selected };
}

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
