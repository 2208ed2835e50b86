import type { Effect } from '../../commands/types.js';
import type { KeyName } from '../input/parse-keys.js';
import type { DashboardEvent } from '../store/events.js';
import type { DashboardState, Resource } from '../store/state.js';

/** What a key leads to, as data. */
export type Intent =
  | { kind: 'change'; event: DashboardEvent }
  | { kind: 'load'; resources: readonly Resource[] }
  | { kind: 'exit'; exitCode: number };

export const actionGroups = ['AIM', 'Panes', 'Lists', 'Data'] as const;

/** One row of the action table: keys, footer and help come from it. */
export interface Action {
  id: string;
  /** The first is the one that footer and help show first. */
  keys: readonly [KeyName, ...KeyName[]];
  /** A line of the help. */
  title: string;
  /** One or two words for the footer. */
  short: string;
  group: (typeof actionGroups)[number];
  /** What it does to the machine. */
  effect: Effect;
  /** Its place in the footer, the lowest first; null keeps it out. */
  footer: number | null;
  /** False where the key does nothing. */
  when: (state: DashboardState) => boolean;
  run: (state: DashboardState) => Intent;
}
