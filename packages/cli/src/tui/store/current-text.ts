import { inputContext } from './context.js';
import type { Confirm, Form } from './dialogs.js';
import type { DashboardState } from './state.js';

/** The text that keys are typed into; null where keys are no text. */
export function currentText(state: DashboardState): string | null {
  switch (inputContext(state)) {
    case 'filter':
      return state.filters[state.focus];
    case 'search':
    case 'palette':
      return state.menu.query;
    case 'form':
      return state.form?.fields[state.form.current]?.text ?? null;
    case 'confirm':
      return state.confirm === null || state.confirm.mustType === null ? null : state.confirm.typed;
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
    case 'form':
      return state.form === null ? state : { ...state, form: withField(state.form, text) };
    case 'confirm':
      return state.confirm === null ? state : { ...state, confirm: withTyped(state.confirm, text) };
    default:
      return state;
  }
}

function withField(form: Form, text: string): Form {
  const fields = form.fields.map((field, index) =>
    index === form.current ? { ...field, text } : field,
  );
  return { ...form, fields };
}

function withTyped(confirm: Confirm, typed: string): Confirm {
  return { ...confirm, typed, isSure: typed === confirm.mustType };
}
