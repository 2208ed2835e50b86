import type { PaneId } from '../layout/layout.js';
import type { Resource } from '../store/state.js';
import type { Action } from './types.js';

export const dataActions: readonly Action[] = [
  {
    id: 'refresh',
    keys: ['r'],
    title: 'Read this pane again',
    short: 'refresh',
    group: 'Data',
    effect: 'read',
    footer: 18,
    contexts: ['panes', 'detail'],
    run: (state) => ({ kind: 'load', resources: resourcesOf[state.focus] }),
  },
  {
    id: 'refresh-all',
    keys: ['R'],
    title: 'Read everything again',
    short: 'refresh all',
    group: 'Data',
    effect: 'read',
    footer: 19,
    contexts: ['panes', 'detail'],
    run: ({ routes, breakers }) => ({
      kind: 'load',
      resources: [
        ...(['status', 'health', 'keychain', 'activity'] as const),
        ...(routes.data === null ? [] : ['routes' as const]),
        ...(breakers.data === null ? [] : ['breakers' as const]),
      ],
    }),
  },
];

/** What a pane's rows are made of. */
const resourcesOf: Record<PaneId, readonly Resource[]> = {
  overview: ['status', 'health', 'activity', 'breakers'],
  tools: ['status'],
  secrets: ['status', 'keychain'],
  health: ['health'],
  activity: ['activity'],
  routes: ['routes'],
  tasks: [],
  log: [],
};
