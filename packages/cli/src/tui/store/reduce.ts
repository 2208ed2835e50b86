import { helpLines } from '../actions/help-lines.js';
import { layout } from '../layout/layout.js';
import { paneRows } from '../layout/pane-rows.js';
import { clamp } from '../layout/window.js';
import type { DashboardEvent, LoadedEvent, Move } from './events.js';
import { keepSelection, rowIds, selectedIndex } from './rows.js';
import type { DashboardState } from './state.js';

/** The next state. Pure; answers the same object when nothing changed. */
export function reduce(state: DashboardState, event: DashboardEvent): DashboardState {
  switch (event.type) {
    case 'resized':
      return { ...state, size: event.size };
    case 'focused':
      return event.pane === state.focus ? state : { ...state, focus: event.pane };
    case 'moved':
      return state.overlay === 'help' ? scrollHelp(state, event.move) : select(state, event.move);
    case 'opened':
      return { ...state, overlay: event.overlay, helpTop: 0 };
    case 'closed':
      return { ...state, overlay: null };
    case 'loading':
      return { ...state, [event.resource]: { ...state[event.resource], isLoading: true } };
    case 'loaded':
      return keepSelection(state, { ...state, ...loaded(event) });
    case 'failed': {
      const { error, findings } = event;
      const failed = { ...state[event.resource], error, findings, isLoading: false };
      return keepSelection(state, { ...state, [event.resource]: failed });
    }
  }
}

function loaded({ resource, data, findings }: LoadedEvent): Partial<DashboardState> {
  return { [resource]: { data, asOf: null, findings, error: null, isLoading: false } };
}

function select(state: DashboardState, move: Move): DashboardState {
  const ids = rowIds(state, state.focus);
  if (ids.length === 0) return state;
  const current = selectedIndex(state, state.focus);
  const next = ids[target(move, { current, last: ids.length - 1, page: pageOf(state) })] as string;
  if (next === state.selected[state.focus]) return state;
  return { ...state, selected: { ...state.selected, [state.focus]: next } };
}

function scrollHelp(state: DashboardState, move: Move): DashboardState {
  const height = (layout(state.size, state.focus)?.body.height ?? 2) - 2;
  const last = Math.max(0, helpLines().length - height);
  const helpTop = target(move, { current: Math.min(state.helpTop, last), last, page: height });
  return helpTop === state.helpTop ? state : { ...state, helpTop };
}

function pageOf(state: DashboardState): number {
  const { panes, detail } = layout(state.size, state.focus) ?? { panes: {}, detail: null };
  const rect = panes[state.focus];
  return rect === undefined ? 1 : Math.max(1, paneRows(state.focus, rect, detail !== null).list);
}

function target(move: Move, at: { current: number; last: number; page: number }): number {
  const places: Record<Move, number> = {
    up: at.current - 1,
    down: at.current + 1,
    pageUp: at.current - at.page,
    pageDown: at.current + at.page,
    first: 0,
    last: at.last,
  };
  return clamp(places[move], 0, at.last);
}
