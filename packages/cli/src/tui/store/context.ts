import { layout } from '../layout/layout.js';
import { rowIds } from './rows.js';
import type { DashboardState } from './state.js';

export const allContexts = [
  'panes',
  'filter',
  'detail',
  'help',
  'search',
  'palette',
  'form',
  'confirm',
  'report',
  'card',
] as const;

/**
 * What has the keyboard: the panes, the text that filters one, what lies over them, the text that
 * searches the help, or the card of a terminal too small.
 */
export type InputContext = (typeof allContexts)[number];

/** Where that is, for a sentence that says `only …`. */
export const contextWords: Record<InputContext, string> = {
  panes: 'in the panes',
  filter: 'while text is typed',
  detail: 'in the details',
  help: 'in the help',
  search: 'while text is typed',
  palette: 'in the list of actions',
  form: 'in a form',
  confirm: 'in a question',
  report: 'in an answer',
  card: 'in a small window',
};

export function inputContext(state: DashboardState): InputContext {
  const places = layout(state.size, state.focus);
  if (places === null) return 'card';
  const overlay = state.overlays.at(-1);
  if (overlay === 'help') return state.isTyping ? 'search' : 'help';
  // Where there is room for it the detail is a pane of its own.
  if (overlay !== undefined && !(overlay === 'detail' && places.detail !== null)) return overlay;
  return state.isTyping ? 'filter' : 'panes';
}

/** The state without what lies on top. */
export function beneath(state: DashboardState): DashboardState {
  return { ...state, overlays: state.overlays.slice(0, -1), isTyping: false };
}

/** True when the selected row has more to tell than the layout has room for. */
export function hasHiddenDetail(state: DashboardState): boolean {
  const places = layout(state.size, state.focus);
  return places !== null && places.detail === null && rowIds(state, state.focus).length > 0;
}
