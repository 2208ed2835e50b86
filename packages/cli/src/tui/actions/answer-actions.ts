import { filled, type Form, type FormPurpose } from '../store/dialogs.js';
import type { DashboardState } from '../store/state.js';
import { change } from './change.js';
import type { Action, Intent } from './types.js';

/** What keys do in a question and in a form. */
export const answerActions: readonly Action[] = [
  dialog({
    id: 'answer',
    keys: ['enter'],
    title: 'Do what the button in focus says',
    short: 'choose',
    contexts: ['confirm'],
    run: (state) => answer(state, state.confirm?.isSure === true),
  }),
  dialog({
    id: 'other-button',
    keys: ['tab', 'shift+tab', 'left', 'right'],
    title: 'Go to the other button',
    short: 'other button',
    contexts: ['confirm'],
    run: () => change({ type: 'answerMoved' }),
  }),
  dialog({
    id: 'yes',
    keys: ['y'],
    title: 'Yes, do it',
    short: 'yes',
    contexts: ['confirm'],
    run: (state) => answer(state, true),
  }),
  dialog({
    id: 'no',
    keys: ['n'],
    title: 'No, leave it',
    short: 'no',
    contexts: ['confirm'],
    run: () => change({ type: 'closed' }),
  }),
  dialog({
    id: 'next-field',
    keys: ['tab', 'down'],
    title: 'Next field',
    short: 'next field',
    contexts: ['form'],
    run: () => change({ type: 'fieldLeft', step: 1 }),
  }),
  dialog({
    id: 'previous-field',
    keys: ['shift+tab', 'up'],
    title: 'Previous field',
    short: 'previous field',
    contexts: ['form'],
    run: () => change({ type: 'fieldLeft', step: -1 }),
  }),
  dialog({
    id: 'submit',
    keys: ['enter'],
    title: 'Next field; in the last one, do it',
    short: 'next, or do it',
    contexts: ['form'],
    run: submit,
  }),
];

function answer({ confirm }: DashboardState, isSure: boolean): Intent {
  const closed = change({ type: 'closed' });
  if (confirm === null || !isSure) return closed;
  return { kind: 'all', intents: [closed, confirm.then] };
}

function submit({ form }: DashboardState): Intent {
  if (form === null) return change({ type: 'closed' });
  if (form.current < form.fields.length - 1) return change({ type: 'fieldLeft', step: 1 });
  if (form.purpose.kind === 'invoke') return submitJob(form, form.purpose);
  const [name, value, description] = [
    filled(form, 'name'),
    filled(form, 'value'),
    filled(form, 'description'),
  ];
  if (name === '') return change({ type: 'noticed', text: 'The name is missing' });
  if (value === '') return change({ type: 'noticed', text: 'The value is missing' });
  return { kind: 'job', job: { kind: 'set', request: { name, value, description } } };
}

function submitJob(form: Form, purpose: Extract<FormPurpose, { kind: 'invoke' }>): Intent {
  const prompt = filled(form, 'prompt');
  const permission = filled(form, 'permission').trim();
  if (prompt.trim() === '') return change({ type: 'noticed', text: 'The prompt is missing' });
  if (!isPermission(permission)) {
    const text = `What it may: ${grantedPermissions.join(', ')}`;
    return change({ type: 'noticed', text });
  }
  const { capability, tool } = purpose;
  return {
    kind: 'all',
    intents: [
      change({ type: 'closed' }),
      { kind: 'task', request: { kind: 'invoke', capability, tool, prompt, permission } },
    ],
  };
}

const grantedPermissions = ['read-only', 'workspace-write', 'full'] as const;

function isPermission(text: string): text is (typeof grantedPermissions)[number] {
  return grantedPermissions.some((permission) => permission === text);
}

function dialog(
  action: Pick<Action, 'id' | 'keys' | 'title' | 'short' | 'contexts' | 'run'>,
): Action {
  return { ...action, group: 'Dialogs', effect: 'read', footer: 2 };
}
