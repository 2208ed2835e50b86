import { splitColumns, splitRows, type Rect, type Size } from './rect.js';

/** The panes in the order in which tab visits them. */
export const paneIds = [
  'overview',
  'tools',
  'secrets',
  'health',
  'activity',
  'routes',
  'tasks',
  'log',
] as const;
export type PaneId = (typeof paneIds)[number];

export const paneNames: Record<PaneId, string> = {
  overview: 'Overview',
  tools: 'Tools',
  secrets: 'Secrets',
  health: 'Health',
  activity: 'Activity',
  routes: 'Routes',
  tasks: 'Tasks',
  log: 'Log',
};

/** The smallest terminal that the dashboard is drawn on. */
export const smallestSize: Size = { columns: 60, rows: 15 };

/** Where everything is. The last row of the terminal stays empty: writing it can scroll. */
export interface Layout {
  title: Rect;
  /** Between the title and the last event; what lies over the panes covers it. */
  body: Rect;
  /** Only the panes that are in sight. */
  panes: Partial<Record<PaneId, Rect>>;
  /** Facts of the selected row; null where there is no room for them beside the lists. */
  detail: Rect | null;
  event: Rect;
  footer: Rect;
}

/**
 * Divides the screen: from 120 columns tools over secrets beside health over detail; from 80
 * columns and 20 rows tools over secrets and health; else the focused pane alone. The others have
 * the screen to themselves, with the detail beside them from 120 columns, below them from 40 rows.
 * Null when the terminal is below `smallestSize`.
 */
export function layout(size: Size, focus: PaneId): Layout | null {
  const { columns, rows } = size;
  if (columns < smallestSize.columns || rows < smallestSize.rows) return null;
  const screen: Rect = { x: 0, y: 0, width: columns, height: rows - 1 };
  const [title, belowTitle] = splitRows(screen, 1);
  const [body, belowBody] = splitRows(belowTitle, belowTitle.height - 2);
  const [event, footer] = splitRows(belowBody, 1);
  return { title, body, event, footer, ...divideBody(body, size, focus) };
}

function divideBody(body: Rect, size: Size, focus: PaneId): Pick<Layout, 'panes' | 'detail'> {
  if (!homePanes.includes(focus)) return alone(body, size, focus);
  if (size.columns >= 120) return wide(body);
  if (size.columns < 80 || size.rows < 20) return { panes: { [focus]: body }, detail: null };
  return size.rows < 40 ? normal(body) : tall(body);
}

/** The panes that are seen together. */
const homePanes: readonly PaneId[] = ['tools', 'secrets', 'health'];

function alone(body: Rect, size: Size, focus: PaneId): Pick<Layout, 'panes' | 'detail'> {
  const isWide = size.columns >= 120;
  if (!isWide && (size.columns < 80 || size.rows < 40)) {
    return { panes: { [focus]: body }, detail: null };
  }
  const [list, detail] = isWide
    ? splitColumns(body, share(body.width, 0.6))
    : splitRows(body, share(body.height, 0.65));
  return { panes: { [focus]: list }, detail };
}

function wide(body: Rect): Pick<Layout, 'panes' | 'detail'> {
  const [left, right] = splitColumns(body, share(body.width, 0.55));
  const [tools, secrets] = splitRows(left, share(left.height, 0.55));
  const [health, detail] = splitRows(right, share(right.height, 0.6));
  return { panes: { tools, secrets, health }, detail };
}

function normal(body: Rect): Pick<Layout, 'panes' | 'detail'> {
  const [tools, lower] = splitRows(body, share(body.height, 0.42));
  const [secrets, health] = splitColumns(lower, share(lower.width, 0.5));
  return { panes: { tools, secrets, health }, detail: null };
}

function tall(body: Rect): Pick<Layout, 'panes' | 'detail'> {
  const [tools, belowTools] = splitRows(body, share(body.height, 0.3));
  const [secrets, belowSecrets] = splitRows(belowTools, share(body.height, 0.25));
  const [health, detail] = splitRows(belowSecrets, share(body.height, 0.25));
  return { panes: { tools, secrets, health }, detail };
}

function share(whole: number, part: number): number {
  return Math.round(whole * part);
}
