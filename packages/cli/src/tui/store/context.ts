import { layout } from '../layout/layout.js';
import { rowIds } from './rows.js';
import type { DashboardState, Overlay } from './state.js';

/** What has the keyboard: the panes, what lies over them, or the card of a terminal too small. */
export type InputContext = 'panes' | Overlay | 'card';

export function inputContext(state: DashboardState): InputContext {
  const places = layout(state.size, state.focus);
  if (places === null) return 'card';
  // Where there is room for it the detail is a pane of its own.
  if (state.overlay === 'detail' && places.detail !== null) return 'panes';
  return state.overlay ?? 'panes';
}

/** True when the selected row has more to tell than the layout has room for. */
export function hasHiddenDetail(state: DashboardState): boolean {
  const places = layout(state.size, state.focus);
  return places !== null && places.detail === null && rowIds(state, state.focus).length > 0;
}
