import type { PaneId } from '../layout/layout.js';
import { actions } from './actions.js';

/** The key that leads to a pane. */
export function paneKey(pane: PaneId): string {
  return actions.find((action) => action.id === `focus-${pane}`)?.keys[0] ?? '';
}
