import type { TableRow } from '../components/table.js';
import type { ColumnSpec } from '../layout/fit-columns.js';
import type { PaneId } from '../layout/layout.js';
import { rowsOf, type RowOf } from '../store/rows.js';
import type { DashboardState } from '../store/state.js';
import { activityColumns, activityRow } from '../views/activity/activity-table.js';
import { healthColumns, healthTableRow } from '../views/health/health-table.js';
import { logColumns, logRow } from '../views/log/log-table.js';
import { routeColumns, routeRow } from '../views/routes/routes-table.js';
import { secretColumns, secretRow } from '../views/secrets/secret-table.js';
import { taskColumns, taskRow } from '../views/tasks/task-table.js';
import { toolColumns, toolRow } from '../views/tools/tool-table.js';

/** A row of a pane in words. */
export interface Sentence {
  id: string;
  text: string;
}

/** Every row of a pane that its filter lets through, each as `Header: value` sentences. */
export function sentencesOf(
  state: DashboardState,
  pane: PaneId,
  home: string,
): readonly Sentence[] {
  return sentenceMakers[pane](state, home);
}

const sentenceMakers: Record<PaneId, (state: DashboardState, home: string) => Sentence[]> = {
  overview: (state) =>
    rowsOf(state, 'overview').map(({ id, label, parts }) => ({
      id,
      text: [label === '' ? 'Event' : capitalized(label), spoken(parts.map(({ text }) => text))]
        .filter((text) => text !== '')
        .join(': '),
    })),
  tools: (state, home) =>
    fromTable(state, 'tools', { columns: toolColumns, toRow: (tool) => toolRow(tool, home) }),
  secrets: (state) => fromTable(state, 'secrets', { columns: secretColumns, toRow: secretRow }),
  health: (state) => fromTable(state, 'health', { columns: healthColumns, toRow: healthTableRow }),
  activity: (state) =>
    fromTable(state, 'activity', { columns: activityColumns, toRow: activityRow }),
  routes: (state) => fromTable(state, 'routes', { columns: routeColumns, toRow: routeRow }),
  tasks: (state) => fromTable(state, 'tasks', { columns: taskColumns, toRow: taskRow }),
  log: (state) => fromTable(state, 'log', { columns: logColumns, toRow: logRow }),
};

function fromTable<P extends PaneId>(
  state: DashboardState,
  pane: P,
  { columns, toRow }: { columns: readonly ColumnSpec[]; toRow: (row: RowOf[P]) => TableRow },
): Sentence[] {
  return rowsOf(state, pane).map((row) => {
    const { id, cells } = toRow(row);
    const facts = cells.map((cell, index) => fact(columns[index]?.head ?? '', cell));
    return { id, text: facts.filter((text) => text !== '').join('. ') };
  });
}

function fact(head: string, cell: string): string {
  if (cell === '') return '';
  if (head === '') return markWords[cell] ?? '';
  return `${capitalized(head)}: ${spoken([cell])}`;
}

/** What the marks at the start of rows mean. */
const markWords: Readonly<Record<string, string>> = {
  '●': '',
  '✔': 'Fine',
  '!': 'Warning',
  '✖': 'Failed',
  i: 'Note',
  '-': '',
  '?': 'Unknown',
};

/** Without what is only drawn. */
function spoken(texts: readonly string[]): string {
  return texts
    .map((text) => text.replaceAll(/[●○✔✖▁▂▃▄▅▆▇█›]/g, '').trim())
    .filter((text) => text !== '')
    .join(', ');
}

function capitalized(text: string): string {
  return `${text.charAt(0)}${text.slice(1).toLowerCase()}`;
}
