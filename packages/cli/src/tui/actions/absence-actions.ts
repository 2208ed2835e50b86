import { allContexts } from '../store/context.js';
import type { Action } from './types.js';

/** What gives the terminal to others for a while. */
export const absenceActions: readonly Action[] = [
  {
    id: 'stop',
    keys: ['ctrl+z'],
    title: 'Stop, until the shell goes on with it (fg)',
    short: 'stop',
    group: 'AIM',
    effect: 'read',
    footer: null,
    contexts: allContexts,
    run: () => ({ kind: 'stop' }),
  },
  {
    id: 'edit-config',
    keys: ['e'],
    title: 'Open the configuration in VISUAL or EDITOR',
    short: 'configure',
    group: 'Tools',
    effect: 'write',
    footer: 10,
    contexts: ['panes', 'detail'],
    pane: 'tools',
    command: () => 'aim config path',
    run: () => ({ kind: 'edit-config' }),
  },
];
