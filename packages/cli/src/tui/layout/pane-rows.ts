import type { PaneId } from './layout.js';
import type { Rect } from './rect.js';

/** How the lines inside a pane's border are shared out. */
export interface PaneRows {
  /** 1 when the columns have headings. */
  head: number;
  list: number;
  /** Lines below the list that do not scroll. */
  pinned: number;
}

const pinnedRows: Record<PaneId, number> = {
  overview: 0,
  tools: 0,
  secrets: 4,
  health: 4,
  activity: 0,
  routes: 0,
  tasks: 0,
  log: 0,
};

/** The list comes first: headings and pinned lines shrink away before it does. */
export function paneRows(pane: PaneId, rect: Rect, hasDetail: boolean): PaneRows {
  const inside = rect.height - 2;
  const head = inside >= 4 ? 1 : 0;
  const wanted = pane === 'health' && hasDetail ? 0 : pinnedRows[pane];
  const pinned = Math.min(wanted, Math.floor((inside - head) / 2));
  return { head, list: inside - head - pinned, pinned };
}
