import type { DashboardEvent } from './events.js';
import { reduce } from './reduce.js';
import type { DashboardState } from './state.js';

export interface Store {
  state: () => DashboardState;
  dispatch: (event: DashboardEvent) => void;
  /** Does several things of which only the last state is told. */
  batch: (work: () => void) => void;
}

/** Holds the state; `onChange` hears of a new one, never twice of the same. */
export function createStore(
  initial: DashboardState,
  onChange: (state: DashboardState) => void,
): Store {
  let state = initial;
  let told = initial;
  let depth = 0;
  const tell = () => {
    if (depth > 0 || state === told) return;
    told = state;
    onChange(state);
  };
  return {
    state: () => state,
    dispatch: (event) => {
      state = reduce(state, event);
      tell();
    },
    batch: (work) => {
      depth++;
      try {
        work();
      } finally {
        depth--;
        tell();
      }
    },
  };
}
