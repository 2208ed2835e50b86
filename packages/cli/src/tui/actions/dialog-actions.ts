import { change } from './change.js';
import type { Action } from './types.js';

/** What keys do in what lies over the panes. Where text is typed, letters are text. */
export const dialogActions: readonly Action[] = [
  {
    id: 'close',
    keys: ['esc', 'q'],
    title: 'Go back',
    short: 'back',
    group: 'Dialogs',
    effect: 'read',
    footer: 0,
    contexts: ['help', 'detail', 'confirm', 'report'],
    run: () => change({ type: 'closed' }),
  },
  {
    id: 'leave-text',
    keys: ['esc'],
    title: 'Forget what was typed, and go back',
    short: 'back',
    group: 'Dialogs',
    effect: 'read',
    footer: 0,
    contexts: ['filter', 'search', 'palette', 'form'],
    run: () => change({ type: 'closed' }),
  },
  {
    id: 'keep-text',
    keys: ['enter'],
    title: 'Keep the filter',
    short: 'keep',
    group: 'Dialogs',
    effect: 'read',
    footer: 1,
    contexts: ['filter', 'search'],
    run: () => change({ type: 'kept' }),
  },
  {
    id: 'choose',
    keys: ['enter'],
    title: 'Do the chosen action',
    short: 'do it',
    group: 'Dialogs',
    effect: 'read',
    footer: 1,
    contexts: ['help', 'palette'],
    run: () => ({ kind: 'choose' }),
  },
  textMove('down', ['down', 'ctrl+n'], 'Next row, while text is typed'),
  textMove('up', ['up', 'ctrl+p'], 'Previous row, while text is typed'),
  erase('character', 'backspace', 'Erase a character'),
  erase('all', 'ctrl+u', 'Erase what was typed'),
];

function textMove(move: 'up' | 'down', keys: Action['keys'], title: string): Action {
  return {
    id: `text-${move}`,
    keys,
    title,
    short: move,
    group: 'Dialogs',
    effect: 'read',
    footer: null,
    contexts: ['filter', 'search', 'palette'],
    run: () => change({ type: 'moved', move }),
  };
}

function erase(what: 'character' | 'all', key: string, title: string): Action {
  return {
    id: `erase-${what}`,
    keys: [key],
    title,
    short: 'erase',
    group: 'Dialogs',
    effect: 'read',
    footer: null,
    contexts: ['filter', 'search', 'palette', 'form', 'confirm'],
    run: () => change({ type: 'erased', what }),
  };
}
