import { inputContext } from './context.js';
import type { DashboardState } from './state.js';

/** The text that keys are typed into; null where keys are no text. */
export function currentText(state: DashboardState): string | null {
  switch (inputContext(state)) {
    case 'filter':
      return state.filters[state.focus];
    case 'search':
    case 'palette':
      return state.menu.query;
    default:
      return null;
  }
}

/** The state with another text there; the same where keys are no text. */
export function withText(state: DashboardState, text: string): DashboardState {
  switch (inputContext(state)) {
    case 'filter':
      return { ...state, filters: { ...state.filters, [state.focus]: text } };
    case 'search':
    case 'palette':
      return { ...state, menu: { query: text, selected: 0 } };
    default:
      return state;
  }
}
