import type { KeyName } from '../input/parse-keys.js';
import type { DashboardState } from '../store/state.js';
import { actions } from './actions.js';
import { keysOf } from './keys-of.js';
import { isInReach } from './reason-against.js';
import type { Action } from './types.js';

/** What a key means now; undefined when it means nothing here. */
export function findAction(key: KeyName, state: DashboardState): Action | undefined {
  return actions.find((action) => keysOf(action, state).includes(key) && isInReach(action, state));
}
