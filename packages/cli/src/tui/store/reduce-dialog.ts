import { layout } from '../layout/layout.js';
import { inputContext } from './context.js';
import { withText } from './current-text.js';
import type { DialogEvent } from './events.js';
import type { DashboardState, Overlay } from './state.js';

/** What happens to what lies over the panes. */
export function reduceDialog(state: DashboardState, event: DialogEvent): DashboardState {
  switch (event.type) {
    case 'opened':
      return { ...open(state, event.overlay), menu: { query: '', selected: 0 } };
    case 'closed':
      return close(state);
    case 'formOpened':
      return { ...open(state, 'form'), form: event.form };
    case 'fieldLeft':
      return state.form === null ? state : { ...state, form: besideField(state.form, event.step) };
    case 'stored':
      return { ...without(state, 'form'), notice: event.text };
    case 'asked':
      return { ...open(state, 'confirm'), confirm: event.confirm };
    case 'answerMoved':
      return state.confirm === null || state.confirm.mustType !== null
        ? state
        : { ...state, confirm: { ...state.confirm, isSure: !state.confirm.isSure } };
    case 'reported':
      return { ...open(without(state, 'report'), 'report'), report: event.report };
    case 'revealed':
      return { ...withDetail(state), revealed: event.secret };
    case 'masked':
      return state.revealed === null ? state : { ...state, revealed: null };
  }
}

function open(state: DashboardState, overlay: Overlay): DashboardState {
  return { ...state, overlays: [...state.overlays, overlay], isTyping: false, scroll: 0 };
}

/** One step back: out of the text that is typed, which is forgotten, else out of what lies on top. */
function close(state: DashboardState): DashboardState {
  const overlay = state.overlays.at(-1);
  if (!state.isTyping) return overlay === undefined ? state : without(state, overlay);
  const isText = ['filter', 'search'].includes(inputContext(state));
  return { ...(isText ? withText(state, '') : state), isTyping: false };
}

/** What was typed into it goes with it. */
function without(state: DashboardState, overlay: Overlay): DashboardState {
  const overlays = state.overlays.filter((one) => one !== overlay);
  switch (overlay) {
    case 'form':
    case 'confirm':
    case 'report':
      return { ...state, overlays, scroll: 0, [overlay]: null };
    default:
      return { ...state, overlays, scroll: 0 };
  }
}

/** A value is shown in the detail, which is opened where it is not in sight. */
function withDetail(state: DashboardState): DashboardState {
  const isInSight = layout(state.size, state.focus)?.detail !== null;
  return isInSight || state.overlays.includes('detail') ? state : open(state, 'detail');
}

function besideField(
  form: NonNullable<DashboardState['form']>,
  step: 1 | -1,
): NonNullable<DashboardState['form']> {
  const count = form.fields.length;
  return { ...form, current: (form.current + step + count) % count };
}
