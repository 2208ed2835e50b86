import { paneIds, paneNames, type PaneId } from '../layout/layout.js';
import { change } from './change.js';
import type { Action } from './types.js';

export const paneActions: readonly Action[] = [
  {
    id: 'next-pane',
    keys: ['tab'],
    title: 'Next pane',
    short: 'pane',
    group: 'Panes',
    effect: 'read',
    footer: 5,
    contexts: ['panes'],
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
    contexts: ['panes'],
    run: (state) => change({ type: 'focused', pane: paneBeside(state.focus, -1) }),
  },
  ...paneIds.map(focus),
];

function paneBeside(pane: PaneId, step: 1 | -1): PaneId {
  const index = (paneIds.indexOf(pane) + step + paneIds.length) % paneIds.length;
  return paneIds[index] as PaneId;
}

const commands: Record<PaneId, string | null> = {
  overview: 'aim status',
  tools: 'aim status',
  secrets: 'aim secrets list',
  health: 'aim health',
  activity: null,
  routes: 'aim route CAPABILITY',
  tasks: null,
  log: null,
};

function focus(pane: PaneId, index: number): Action {
  return {
    id: `focus-${pane}`,
    keys: [String(index)],
    title: `Go to ${paneNames[pane]}`,
    short: paneNames[pane].toLowerCase(),
    group: 'Panes',
    effect: 'read',
    // Those that are not in sight with the others are named there.
    footer: ['tools', 'secrets', 'health'].includes(pane) ? null : index + 9,
    contexts: ['panes'],
    refusal: (state) => (state.focus === pane ? 'it is there already' : null),
    command: () => commands[pane],
    run: () => change({ type: 'focused', pane }),
  };
}
