import { currentText, withText } from './current-text.js';
import type { DashboardEvent, LoadedEvent } from './events.js';
import { move } from './move.js';
import { reduceDialog } from './reduce-dialog.js';
import { withEntry } from './log.js';
import { keepSelection } from './rows.js';
import type { DashboardState } from './state.js';
import { reduceTasks, type TaskEvent } from './tasks.js';

/** The next state. Pure; answers the same object when nothing changed. */
export function reduce(state: DashboardState, event: DashboardEvent): DashboardState {
  switch (event.type) {
    case 'resized':
      return { ...state, size: event.size };
    case 'focused':
      return event.pane === state.focus ? state : { ...state, focus: event.pane, scroll: 0 };
    case 'keysMapped':
      return { ...state, keyMap: event.keyMap };
    case 'moved':
      return move(state, event.move);
    case 'selected':
      return { ...state, scroll: 0, selected: { ...state.selected, [state.focus]: event.id } };
    case 'scrolled':
      return scrolled(state, event.step);
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
      return state.notice === null && state.revealed === null && state.command === null
        ? state
        : { ...state, notice: null, revealed: null, command: null };
    case 'commanded':
      return { ...state, command: event.command };
    case 'logged':
      return { ...state, log: withEntry(state.log, event.entry) };
    case 'loading':
      return { ...state, [event.resource]: { ...state[event.resource], isLoading: true } };
    case 'loaded':
      return keepSelection(state, { ...state, ...loaded(event) });
    case 'failed': {
      const { error, findings } = event;
      const failed = { ...state[event.resource], error, findings, isLoading: false };
      return keepSelection(state, { ...state, [event.resource]: failed });
    }
    case 'taskStarted':
    case 'taskAdvanced':
    case 'taskTold':
    case 'taskCancelled':
    case 'taskEnded':
    case 'taskAnswered':
      return afterTask(state, event);
    default:
      return reduceDialog(state, event);
  }
}

/** What is new is looked at, unless something has the keyboard. */
function afterTask(state: DashboardState, event: TaskEvent): DashboardState {
  const next = keepSelection(state, { ...state, tasks: reduceTasks(state.tasks, event) });
  if (event.type !== 'taskStarted' || state.overlays.length > 0) return next;
  return { ...next, focus: 'tasks', selected: { ...next.selected, tasks: event.task.id } };
}

/** The view knows how many lines there are, and goes no further than the last. */
function scrolled(state: DashboardState, step: 1 | -1): DashboardState {
  const scroll = Math.max(0, state.scroll + step * 3);
  return scroll === state.scroll ? state : { ...state, scroll };
}

function loaded({ resource, data, findings, at }: LoadedEvent): Partial<DashboardState> {
  return {
    now: at,
    [resource]: { data, asOf: null, findings, error: null, isLoading: false },
  };
}
