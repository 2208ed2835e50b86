import { paneIds, type PaneId } from '../layout/layout.js';
import { hasHiddenDetail, inputContext } from '../store/context.js';
import type { DashboardEvent, Move } from '../store/events.js';
import type { DashboardState, Resource } from '../store/state.js';
import type { Action, Intent } from './types.js';

/** Everything that a key can do. */
export const actions: readonly Action[] = [
  {
    id: 'help',
    keys: ['?', 'f1'],
    title: 'Show every key',
    short: 'help',
    group: 'AIM',
    effect: 'read',
    footer: 1,
    when: inPanesOrDetail,
    run: () => change({ type: 'opened', overlay: 'help' }),
  },
  {
    id: 'quit',
    keys: ['q'],
    title: 'Quit',
    short: 'quit',
    group: 'AIM',
    effect: 'read',
    footer: 2,
    when: (state) => ['panes', 'card'].includes(inputContext(state)),
    run: () => ({ kind: 'exit', exitCode: 0 }),
  },
  {
    id: 'close',
    keys: ['esc', 'q'],
    title: 'Go back',
    short: 'back',
    group: 'AIM',
    effect: 'read',
    footer: 0,
    when: (state) => ['help', 'detail'].includes(inputContext(state)),
    run: () => change({ type: 'closed' }),
  },
  {
    id: 'abort',
    keys: ['ctrl+c'],
    title: 'Quit from anywhere',
    short: 'quit',
    group: 'AIM',
    effect: 'read',
    footer: null,
    when: () => true,
    run: () => ({ kind: 'exit', exitCode: 130 }),
  },
  {
    id: 'next-pane',
    keys: ['tab'],
    title: 'Next pane',
    short: 'pane',
    group: 'Panes',
    effect: 'read',
    footer: 3,
    when: inPanes,
    run: (state) => change({ type: 'focused', pane: paneBeside(state.focus, 1) }),
  },
  {
    id: 'previous-pane',
    keys: ['shift+tab'],
    title: 'Previous pane',
    short: 'back a pane',
    group: 'Panes',
    effect: 'read',
    footer: null,
    when: inPanes,
    run: (state) => change({ type: 'focused', pane: paneBeside(state.focus, -1) }),
  },
  focus('tools', '1', 'Tools'),
  focus('secrets', '2', 'Secrets'),
  focus('health', '3', 'Health'),
  {
    id: 'detail',
    keys: ['enter'],
    title: 'Show all of the selected row',
    short: 'details',
    group: 'Lists',
    effect: 'read',
    footer: 4,
    when: (state) => inPanes(state) && hasHiddenDetail(state),
    run: () => change({ type: 'opened', overlay: 'detail' }),
  },
  { ...move('down', ['j', 'down'], 'Next row'), footer: 7, short: 'down' },
  { ...move('up', ['k', 'up'], 'Previous row'), footer: 8, short: 'up' },
  move('pageDown', ['pgdn'], 'A page down'),
  move('pageUp', ['pgup'], 'A page up'),
  move('first', ['g', 'home'], 'First row'),
  move('last', ['G', 'end'], 'Last row'),
  {
    id: 'refresh',
    keys: ['r'],
    title: 'Read this pane again',
    short: 'refresh',
    group: 'Data',
    effect: 'read',
    footer: 5,
    when: inPanesOrDetail,
    run: (state) => ({ kind: 'load', resources: resourcesOf[state.focus] }),
  },
  {
    id: 'refresh-all',
    keys: ['R'],
    title: 'Read everything again',
    short: 'refresh all',
    group: 'Data',
    effect: 'read',
    footer: 6,
    when: inPanesOrDetail,
    run: () => ({ kind: 'load', resources: ['status', 'health', 'keychain'] }),
  },
];

/** What a pane's rows are made of. */
const resourcesOf: Record<PaneId, readonly Resource[]> = {
  tools: ['status'],
  secrets: ['status', 'keychain'],
  health: ['health'],
};

function inPanes(state: DashboardState): boolean {
  return inputContext(state) === 'panes';
}

function inPanesOrDetail(state: DashboardState): boolean {
  return ['panes', 'detail'].includes(inputContext(state));
}

function change(event: DashboardEvent): Intent {
  return { kind: 'change', event };
}

function paneBeside(pane: PaneId, step: 1 | -1): PaneId {
  const index = (paneIds.indexOf(pane) + step + paneIds.length) % paneIds.length;
  return paneIds[index] as PaneId;
}

function focus(pane: PaneId, key: string, name: string): Action {
  return {
    id: `focus-${pane}`,
    keys: [key],
    title: `Go to ${name}`,
    short: name.toLowerCase(),
    group: 'Panes',
    effect: 'read',
    footer: null,
    when: inPanes,
    run: () => change({ type: 'focused', pane }),
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
    when: (state) => inputContext(state) !== 'card',
    run: () => change({ type: 'moved', move: to }),
  };
}
