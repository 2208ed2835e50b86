import type { KeyName } from '../input/parse-keys.js';
import type { DashboardState } from '../store/state.js';
import { actions } from './actions.js';
import type { Action } from './types.js';

/** The keys of an action: those of the user's configuration, else those of the table. */
export function keysOf({ id, keys }: Action, { keyMap }: KeyMapped): readonly KeyName[] {
  return keyMap[id] ?? keys;
}

/** The first key of an action, for a sentence that names it. */
export function keyOf(id: string, state: KeyMapped): KeyName {
  const action = actions.find((one) => one.id === id);
  return action === undefined ? '' : (keysOf(action, state)[0] ?? '');
}

type KeyMapped = Pick<DashboardState, 'keyMap'>;
