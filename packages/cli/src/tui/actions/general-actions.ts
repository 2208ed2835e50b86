import { allContexts } from '../store/context.js';
import type { DashboardState } from '../store/state.js';
import { isRunning } from '../store/tasks.js';
import { change } from './change.js';
import type { Action, Intent } from './types.js';

/** Work that is going on would end with the dashboard: that is asked about. */
function quit({ tasks }: DashboardState): Intent {
  const running = tasks.filter(isRunning);
  const exit = { kind: 'exit', exitCode: 0 } as const;
  if (running.length === 0) return exit;
  return change({
    type: 'asked',
    confirm: {
      title: 'Quit, and end what is running?',
      plan: running.map(({ title }) => title),
      verb: 'Quit',
      then: exit,
      command: null,
      isSure: false,
      mustType: null,
      typed: '',
    },
  });
}

export const generalActions: readonly Action[] = [
  {
    id: 'help',
    keys: ['?', 'f1'],
    title: 'Show every key',
    short: 'help',
    group: 'AIM',
    effect: 'read',
    footer: 1,
    contexts: ['panes', 'detail'],
    command: () => 'aim --help',
    run: () => change({ type: 'opened', overlay: 'help' }),
  },
  {
    id: 'palette',
    keys: [':'],
    title: 'Find an action by its words',
    short: 'actions',
    group: 'AIM',
    effect: 'read',
    footer: 3,
    contexts: ['panes', 'detail'],
    run: () => change({ type: 'opened', overlay: 'palette' }),
  },
  {
    id: 'quit',
    keys: ['q'],
    title: 'Quit',
    short: 'quit',
    group: 'AIM',
    effect: 'read',
    footer: 2,
    contexts: ['panes', 'card'],
    run: quit,
  },
  {
    id: 'abort',
    keys: ['ctrl+c'],
    title: 'Quit from anywhere',
    short: 'quit',
    group: 'AIM',
    effect: 'read',
    footer: null,
    contexts: allContexts,
    run: () => ({ kind: 'exit', exitCode: 130 }),
  },
];
