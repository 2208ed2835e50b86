import { filled } from '../store/dialogs.js';
import type { DashboardState } from '../store/state.js';
import { change } from './change.js';
import type { Action, Intent } from './types.js';

/** What keys do in a question and in a form. */
export const answerActions: readonly Action[] = [
  dialog('answer', ['enter'], 'Do what the button in focus says', {
    short: 'choose',
    contexts: ['confirm'],
    run: (state) => answer(state, state.confirm?.isSure === true),
  }),
  dialog('other-button', ['tab', 'shift+tab', 'left', 'right'], 'Go to the other button', {
    short: 'other button',
    contexts: ['confirm'],
    run: () => change({ type: 'answerMoved' }),
  }),
  dialog('yes', ['y'], 'Yes, do it', {
    short: 'yes',
    contexts: ['confirm'],
    run: (state) => answer(state, true),
  }),
  dialog('no', ['n'], 'No, leave it', {
    short: 'no',
    contexts: ['confirm'],
    run: () => change({ type: 'closed' }),
  }),
  dialog('next-field', ['tab', 'down'], 'Next field', {
    short: 'next field',
    contexts: ['form'],
    run: () => change({ type: 'fieldLeft', step: 1 }),
  }),
  dialog('previous-field', ['shift+tab', 'up'], 'Previous field', {
    short: 'previous field',
    contexts: ['form'],
    run: () => change({ type: 'fieldLeft', step: -1 }),
  }),
  dialog('submit', ['enter'], 'Next field; in the last one, store', {
    short: 'next, or store',
    contexts: ['form'],
    run: submit,
  }),
];

function answer({ confirm }: DashboardState, isSure: boolean): Intent {
  const closed = change({ type: 'closed' });
  if (confirm === null || !isSure) return closed;
  return { kind: 'all', intents: [closed, { kind: 'job', job: confirm.job }] };
}

function submit({ form }: DashboardState): Intent {
  if (form === null) return change({ type: 'closed' });
  if (form.current < form.fields.length - 1) return change({ type: 'fieldLeft', step: 1 });
  const [name, value, description] = [
    filled(form, 'name'),
    filled(form, 'value'),
    filled(form, 'description'),
  ];
  if (name === '') return change({ type: 'noticed', text: 'The name is missing' });
  if (value === '') return change({ type: 'noticed', text: 'The value is missing' });
  return { kind: 'job', job: { kind: 'set', request: { name, value, description } } };
}

function dialog(
  id: string,
  keys: Action['keys'],
  title: string,
  rest: Pick<Action, 'short' | 'contexts' | 'run'>,
): Action {
  return { id, keys, title, group: 'Dialogs', effect: 'read', footer: 2, ...rest };
}
