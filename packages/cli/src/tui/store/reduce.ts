import { currentText, withText } from './current-text.js';
import type { DashboardEvent, LoadedEvent } from './events.js';
import { move } from './move.js';
import { reduceDialog } from './reduce-dialog.js';
import { keepSelection } from './rows.js';
import type { DashboardState } from './state.js';

/** The next state. Pure; answers the same object when nothing changed. */
export function reduce(state: DashboardState, event: DashboardEvent): DashboardState {
  switch (event.type) {
    case 'resized':
      return { ...state, size: event.size };
    case 'focused':
      return event.pane === state.focus ? state : { ...state, focus: event.pane };
    case 'moved':
      return move(state, event.move);
    case 'typing':
      return { ...state, isTyping: true };
    case 'kept':
      return { ...state, isTyping: false };
    case 'typed':
      return withText(state, `${currentText(state) ?? ''}${event.text}`);
    case 'erased':
      return withText(
        state,
        event.what === 'all' ? '' : [...(currentText(state) ?? '')].slice(0, -1).join(''),
      );
    case 'unfiltered':
      return { ...state, filters: { ...state.filters, [state.focus]: '' } };
    case 'noticed':
      return { ...state, notice: event.text };
    case 'keyed':
      return state.notice === null && state.revealed === null
        ? state
        : { ...state, notice: null, revealed: null };
    case 'loading':
      return { ...state, [event.resource]: { ...state[event.resource], isLoading: true } };
    case 'loaded':
      return keepSelection(state, { ...state, ...loaded(event) });
    case 'failed': {
      const { error, findings } = event;
      const failed = { ...state[event.resource], error, findings, isLoading: false };
      return keepSelection(state, { ...state, [event.resource]: failed });
    }
    default:
      return reduceDialog(state, event);
  }
}

function loaded({ resource, data, findings }: LoadedEvent): Partial<DashboardState> {
  return { [resource]: { data, asOf: null, findings, error: null, isLoading: false } };
}
