import { hasHiddenDetail } from '../store/context.js';
import type { Move } from '../store/events.js';
import { rowIds, selectedRow } from '../store/rows.js';
import type { DashboardState } from '../store/state.js';
import { keyOf } from './keys-of.js';
import { change } from './change.js';
import type { Action } from './types.js';

export const listActions: readonly Action[] = [
  {
    id: 'detail',
    keys: ['enter'],
    title: 'Show all of the selected row',
    short: 'details',
    group: 'Lists',
    effect: 'read',
    footer: 6,
    contexts: ['panes'],
    refusal: (state) => {
      if (rowIds(state, state.focus).length === 0) return 'nothing is selected';
      if (state.focus === 'overview') return null;
      return hasHiddenDetail(state) ? null : 'the details are beside the lists';
    },
    run: (state) => {
      // There is more about a line of the overview in the pane that it is about.
      const pane = state.focus === 'overview' ? selectedRow(state, 'overview')?.pane : undefined;
      return change(pane ? { type: 'focused', pane } : { type: 'opened', overlay: 'detail' });
    },
  },
  { ...move('down', ['j', 'down'], 'Next row'), footer: 20, short: 'down' },
  { ...move('up', ['k', 'up'], 'Previous row'), footer: 21, short: 'up' },
  move('pageDown', ['pgdn'], 'A page down'),
  move('pageUp', ['pgup'], 'A page up'),
  move('halfDown', ['ctrl+d'], 'Half a page down'),
  move('halfUp', ['ctrl+u'], 'Half a page up'),
  move('first', ['g', 'home'], 'First row'),
  move('last', ['G', 'end'], 'Last row'),
  {
    id: 'filter',
    keys: ['/'],
    title: 'Show only the rows with these letters',
    short: 'filter',
    group: 'Lists',
    effect: 'read',
    footer: 4,
    contexts: ['panes', 'help'],
    run: () => change({ type: 'typing' }),
  },
  {
    id: 'clear-filter',
    keys: ['esc'],
    title: 'Show every row again',
    short: 'all rows',
    group: 'Lists',
    effect: 'read',
    footer: 7,
    contexts: ['panes'],
    refusal: (state) =>
      state.filters[state.focus] === ''
        ? `no filter is set, and only ${keyOf('quit', state)} quits`
        : null,
    run: () => change({ type: 'unfiltered' }),
  },
  scroll(1, 'J', 'Scroll the details down'),
  scroll(-1, 'K', 'Scroll the details up'),
  { ...move('nextMatch', ['n'], 'Next row that the filter shows'), ...matching() },
  { ...move('previousMatch', ['N'], 'Previous row that the filter shows'), ...matching() },
];

function matching(): Pick<Action, 'contexts' | 'refusal'> {
  return {
    contexts: ['panes'],
    refusal: (state: DashboardState) =>
      state.filters[state.focus] === ''
        ? `no filter is set; ${keyOf('filter', state)} sets one`
        : null,
  };
}

function scroll(step: 1 | -1, key: string, title: string): Action {
  return {
    id: step === 1 ? 'scroll-down' : 'scroll-up',
    keys: [key],
    title,
    short: 'scroll',
    group: 'Lists',
    effect: 'read',
    footer: null,
    contexts: ['panes', 'detail', 'report'],
    run: () => change({ type: 'scrolled', step }),
  };
}

function move(to: Move, keys: Action['keys'], title: string): Action {
  return {
    id: `move-${to}`,
    keys,
    title,
    short: title.toLowerCase(),
    group: 'Lists',
    effect: 'read',
    footer: null,
    contexts: ['panes', 'help', 'detail'],
    run: () => change({ type: 'moved', move: to }),
  };
}
