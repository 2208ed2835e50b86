import { menuItems } from '../actions/menu-items.js';
import { layout } from '../layout/layout.js';
import { paneRows } from '../layout/pane-rows.js';
import { clamp } from '../layout/window.js';
import type { Move } from './events.js';
import { rowIds, selectedIndex } from './rows.js';
import type { DashboardState } from './state.js';

/** Moves in the list that has the keyboard; answers the same state at its end. */
export function move(state: DashboardState, step: Move): DashboardState {
  const overlay = state.overlays.at(-1);
  return overlay === 'help' || overlay === 'palette'
    ? moveInMenu(state, step)
    : moveInPane(state, step);
}

function moveInPane(state: DashboardState, step: Move): DashboardState {
  const ids = rowIds(state, state.focus);
  if (ids.length === 0) return state;
  const current = selectedIndex(state, state.focus);
  const next = ids[target(step, { current, last: ids.length - 1, page: pageOf(state) })] as string;
  if (next === state.selected[state.focus]) return state;
  return { ...state, scroll: 0, selected: { ...state.selected, [state.focus]: next } };
}

function moveInMenu(state: DashboardState, step: Move): DashboardState {
  const last = Math.max(0, menuItems(state).length - 1);
  const page = (layout(state.size, state.focus)?.body.height ?? 2) - 2;
  const current = Math.min(state.menu.selected, last);
  const selected = target(step, { current, last, page });
  if (selected === state.menu.selected) return state;
  return { ...state, menu: { ...state.menu, selected } };
}

function pageOf(state: DashboardState): number {
  const { panes, detail } = layout(state.size, state.focus) ?? { panes: {}, detail: null };
  const rect = panes[state.focus];
  return rect === undefined ? 1 : Math.max(1, paneRows(state.focus, rect, detail !== null).list);
}

function target(step: Move, at: { current: number; last: number; page: number }): number {
  const { current, last, page } = at;
  const half = Math.max(1, Math.floor(page / 2));
  const places: Record<Move, number> = {
    up: current - 1,
    down: current + 1,
    pageUp: current - page,
    pageDown: current + page,
    halfUp: current - half,
    halfDown: current + half,
    first: 0,
    last,
    // From the last one on to the first, and back.
    nextMatch: (current + 1) % (last + 1),
    previousMatch: (current + last) % (last + 1),
  };
  return clamp(places[step], 0, last);
}
