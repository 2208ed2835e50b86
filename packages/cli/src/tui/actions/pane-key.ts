import type { PaneId } from '../layout/layout.js';
import type { DashboardState } from '../store/state.js';
import { keyOf } from './keys-of.js';

/** The key that leads to a pane. */
export function paneKey(pane: PaneId, state: DashboardState): string {
  return keyOf(`focus-${pane}`, state);
}
