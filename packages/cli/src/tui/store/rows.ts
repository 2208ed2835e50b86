import type { RoutePlan, SecretInfo, ToolStatus } from '@aim/services';
import { paneIds, type PaneId } from '../layout/layout.js';
import { activityRows, type ActivityRow } from './activity-rows.js';
import { healthRows, type HealthRow } from './health-rows.js';
import type { LogEntry } from './log.js';
import { memoLast } from './memo-last.js';
import { overviewRows, type OverviewRow } from './overview-rows.js';
import type { DashboardState } from './state.js';
import type { Task } from './tasks.js';

/** What a row of each pane is. */
export interface RowOf {
  overview: OverviewRow;
  tools: ToolStatus;
  secrets: SecretInfo;
  health: HealthRow;
  activity: ActivityRow;
  routes: RoutePlan;
  tasks: Task;
  log: LogEntry;
}

interface RowFacts<T> {
  all: (state: DashboardState) => readonly T[];
  id: (row: T) => string;
  /** What the filter looks at. */
  text: (row: T) => string;
}

interface RowKind<T> extends RowFacts<T> {
  /** Those that hold the letters of a filter in any case. */
  having: (rows: readonly T[], filter: string) => readonly T[];
  ids: (rows: readonly T[]) => readonly string[];
}

function rowKind<T>(facts: RowFacts<T>): RowKind<T> {
  const { id, text } = facts;
  const texts = memoLast((rows: readonly T[]) => rows.map((row) => text(row).toLowerCase()));
  return {
    ...facts,
    having: memoLast((rows: readonly T[], filter: string) => {
      if (filter === '') return rows;
      const letters = filter.toLowerCase();
      return rows.filter((_, index) => texts(rows)[index]?.includes(letters));
    }),
    ids: memoLast((rows: readonly T[]) => rows.map(id)),
  };
}

const none: readonly never[] = [];

const rowKinds: { [P in PaneId]: RowKind<RowOf[P]> } = {
  overview: rowKind({
    all: overviewRows,
    id: ({ id }) => id,
    text: ({ label, parts }) => `${label} ${parts.map(({ text }) => text).join(' ')}`,
  }),
  tools: rowKind({
    all: (state) => state.status.data?.tools ?? none,
    id: ({ id }) => id,
    text: (tool) => `${tool.id} ${tool.name} ${tool.version} ${tool.channel} ${tool.path}`,
  }),
  secrets: rowKind({
    all: (state) => state.status.data?.secrets ?? none,
    id: ({ name }) => name,
    text: ({ name, description, backend }) => `${name} ${description} ${backend}`,
  }),
  health: rowKind({
    all: healthRows,
    id: ({ id }) => id,
    text: ({ status, title, message, tool }) => `${status} ${title} ${message} ${tool}`,
  }),
  activity: rowKind({
    all: activityRows,
    id: ({ id }) => id,
    text: ({ timestamp, event_type: type, severity, message, user }) =>
      `${timestamp} ${type} ${severity} ${message} ${user}`,
  }),
  routes: rowKind({
    all: (state) => state.routes.data ?? none,
    id: ({ capability }) => capability,
    text: ({ capability, chain }) => `${capability} ${chain.join(' ')}`,
  }),
  tasks: rowKind({
    all: (state) => state.tasks,
    id: ({ id }) => id,
    text: ({ title, state, command }) => `${title} ${state} ${command}`,
  }),
  log: rowKind({
    all: (state) => state.log,
    id: ({ id }) => id,
    text: ({ at, kind, text, code }) => `${at} ${kind} ${text} ${code}`,
  }),
};

/** The rows of a pane that its filter lets through. */
export function rowsOf<P extends PaneId>(state: DashboardState, pane: P): readonly RowOf[P][] {
  return kindOf(pane).having(allRowsOf(state, pane), state.filters[pane]);
}

function allRowsOf<P extends PaneId>(state: DashboardState, pane: P): readonly RowOf[P][] {
  return kindOf(pane).all(state);
}

function kindOf<P extends PaneId>(pane: P): RowKind<RowOf[P]> {
  return rowKinds[pane] as RowKind<RowOf[P]>;
}

/** The ids of the rows that a pane shows, in order. */
export function rowIds(state: DashboardState, pane: PaneId): readonly string[] {
  return idsOf(pane, rowsOf(state, pane));
}

function idsOf<P extends PaneId>(pane: P, rows: readonly RowOf[P][]): readonly string[] {
  return kindOf(pane).ids(rows);
}

/** How many rows a pane shows, and how many there are without its filter. */
export function rowCounts(state: DashboardState, pane: PaneId): { shown: number; all: number } {
  return { shown: rowsOf(state, pane).length, all: allRowsOf(state, pane).length };
}

/** The place of the selected row among those shown; 0 when it is not among them. */
export function selectedIndex(state: DashboardState, pane: PaneId): number {
  return Math.max(0, rowIds(state, pane).indexOf(state.selected[pane] ?? ''));
}

/** The selected row of a pane; undefined when it shows none. */
export function selectedRow<P extends PaneId>(
  state: DashboardState,
  pane: P,
): RowOf[P] | undefined {
  return rowsOf(state, pane)[selectedIndex(state, pane)];
}

/**
 * Follows every selected row by its id; where it is gone, its neighbour takes its place. What only a
 * filter hides stays selected: it is so again when the filter goes.
 */
export function keepSelection(before: DashboardState, after: DashboardState): DashboardState {
  const selected = { ...after.selected };
  for (const pane of paneIds) {
    const current = selected[pane];
    if (current === null) continue;
    const ids = idsOf(pane, allRowsOf(after, pane));
    if (ids.length === 0 || ids.includes(current)) continue;
    const place = Math.max(0, idsOf(pane, allRowsOf(before, pane)).indexOf(current));
    selected[pane] = ids[Math.min(place, ids.length - 1)] ?? null;
  }
  return { ...after, selected };
}
