import { allContexts } from '../store/context.js';
import { change } from './change.js';
import type { Action } from './types.js';

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
    run: () => ({ kind: 'exit', exitCode: 0 }),
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
