import { rowsOf, selectedRow } from '../store/rows.js';
import { secretForm } from '../store/dialogs.js';
import type { DashboardState } from '../store/state.js';
import { change } from './change.js';
import type { Action, Intent } from './types.js';

export const secretActions: readonly Action[] = [
  {
    id: 'store-secret',
    keys: ['a'],
    title: 'Store a new secret',
    short: 'store',
    effect: 'write',
    footer: 7,
    ...inSecrets(),
    command: () => 'aim secrets set KEY',
    run: () => change({ type: 'formOpened', form: secretForm(null) }),
  },
  {
    id: 'edit-secret',
    keys: ['e'],
    title: 'Give the secret a new value',
    short: 'new value',
    effect: 'write',
    footer: null,
    ...ofSelected((name) => `aim secrets set ${name}`),
    run: (state) => {
      const { name = '', description } = selectedRow(state, 'secrets') ?? {};
      return change({ type: 'formOpened', form: secretForm(name, description) });
    },
  },
  {
    id: 'reveal-secret',
    keys: ['v'],
    title: 'Show the value for 10 seconds, or until the next key',
    short: 'show',
    effect: 'read',
    footer: 7,
    ...ofSelected((name) => `aim secrets get ${name} --show`),
    run: withName((name) => ({ kind: 'job', job: { kind: 'reveal', name } })),
  },
  {
    id: 'copy-secret',
    keys: ['y'],
    title: 'Copy the value; the clipboard is cleared later',
    short: 'copy',
    effect: 'read',
    footer: 7,
    ...ofSelected((name) => `aim secrets get ${name} --clipboard`),
    run: withName((name) => ({ kind: 'job', job: { kind: 'copy', name } })),
  },
  {
    id: 'check-secret',
    keys: ['c'],
    title: 'Check the key; its provider is not asked',
    short: 'check',
    effect: 'read',
    footer: null,
    ...ofSelected((name) => `aim secrets check ${name}`),
    run: withName((name) => ({ kind: 'job', job: { kind: 'check', name } })),
  },
  {
    id: 'check-secrets',
    keys: ['C'],
    title: 'Check every key with its provider',
    short: 'check all',
    effect: 'read',
    footer: null,
    ...inSecrets(),
    refusal: (state) => (names(state).length === 0 ? 'none is stored' : null),
    command: () => 'aim secrets check --online',
    run: (state) => ({ kind: 'task', request: { kind: 'check-keys', names: names(state) } }),
  },
  {
    id: 'adopt-keys',
    keys: ['p'],
    title: 'Look for keys in plaintext, to move them into the vault',
    short: 'plaintext',
    effect: 'write',
    footer: 8,
    ...inSecrets(),
    command: () => 'aim secrets sweep --adopt',
    run: () => ({ kind: 'task', request: { kind: 'find-plaintext' } }),
  },
  {
    id: 'delete-secret',
    keys: ['D'],
    title: 'Delete the secret and its earlier values',
    short: 'delete',
    effect: 'destructive',
    footer: null,
    ...ofSelected((name) => `aim secrets delete ${name}`),
    run: (state) => askToDelete(state),
  },
];

function askToDelete(state: DashboardState): Intent {
  const { name = '', backend } = selectedRow(state, 'secrets') ?? {};
  return change({
    type: 'asked',
    confirm: {
      title: `Delete ${name}?`,
      plan: [
        `The value of ${name} goes from the ${backend} store, and its earlier values with it.`,
        'AIM cannot bring it back.',
      ],
      verb: 'Delete',
      then: { kind: 'job', job: { kind: 'delete', name } },
      command: `aim secrets delete ${name}`,
      isSure: false,
      mustType: name,
      typed: '',
    },
  });
}

function names(state: DashboardState): readonly string[] {
  return state.status.data?.secrets.map(({ name }) => name) ?? [];
}

function inSecrets(): Pick<Action, 'group' | 'contexts' | 'pane'> {
  return { group: 'Secrets', contexts: ['panes', 'detail'], pane: 'secrets' };
}

function ofSelected(
  command: (name: string) => string,
): Pick<Action, 'group' | 'contexts' | 'pane' | 'refusal' | 'command'> {
  return {
    ...inSecrets(),
    refusal: (state) => (rowsOf(state, 'secrets').length === 0 ? 'nothing is selected' : null),
    command: (state) => command(selectedRow(state, 'secrets')?.name ?? 'KEY'),
  };
}

function withName(intent: (name: string) => Intent): Action['run'] {
  return (state) => intent(selectedRow(state, 'secrets')?.name ?? '');
}
