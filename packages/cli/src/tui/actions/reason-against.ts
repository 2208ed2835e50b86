import { paneNames } from '../layout/layout.js';
import { contextWords, inputContext } from '../store/context.js';
import type { DashboardState } from '../store/state.js';
import type { Action } from './types.js';

/** True where the action's keys mean it: in this context, and in its pane. */
export function isInReach(action: Action, state: DashboardState): boolean {
  return isInContext(action, state) && isInPane(action, state);
}

/** Why an action cannot be done now; null when it can. */
export function reasonAgainst(action: Action, state: DashboardState): string | null {
  if (!isInContext(action, state)) return `only ${contextWords[action.contexts[0] ?? 'panes']}`;
  if (!isInPane(action, state)) return `only in ${paneNames[action.pane ?? state.focus]}`;
  if (state.isReadOnly && action.effect !== 'read') return 'AIM_READ_ONLY is set';
  return action.refusal?.(state) ?? null;
}

function isInContext(action: Action, state: DashboardState): boolean {
  return action.contexts.includes(inputContext(state));
}

function isInPane(action: Action, state: DashboardState): boolean {
  return action.pane === undefined || action.pane === state.focus;
}
