import type { Effect } from '../../commands/types.js';
import type { KeyName } from '../input/parse-keys.js';
import type { PaneId } from '../layout/layout.js';
import type { InputContext } from '../store/context.js';
import type { DashboardEvent } from '../store/events.js';
import type { Job } from '../store/job.js';
import type { DashboardState, Resource } from '../store/state.js';
import type { TaskRequest } from '../store/task-request.js';

/** What a key leads to, as data. */
export type Intent =
  | { kind: 'change'; event: DashboardEvent }
  | { kind: 'load'; resources: readonly Resource[] }
  /** What is chosen in the menu that is open. */
  | { kind: 'choose' }
  | { kind: 'all'; intents: readonly Intent[] }
  | { kind: 'job'; job: Job }
  | { kind: 'task'; request: TaskRequest }
  | { kind: 'cancel'; ids: readonly string[] }
  /** Gives the terminal back to the shell, or lends it to an editor. */
  | { kind: 'stop' }
  | { kind: 'edit-config' }
  | { kind: 'exit'; exitCode: number };

export const actionGroups = [
  'AIM',
  'Panes',
  'Lists',
  'Data',
  'Tools',
  'Secrets',
  'Health',
  'Jobs',
  'Dialogs',
] as const;

/** One row of the action table: keys, footer, help, palette and documents come from it. */
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
  /** Where its keys mean this. */
  contexts: readonly InputContext[];
  /** The pane whose rows it works on; any unless told. */
  pane?: PaneId;
  /** Why it cannot be done now, to follow a colon; null when it can. */
  refusal?: (state: DashboardState) => string | null;
  /** The command line that does the same; null when there is none now. */
  command?: (state: DashboardState) => string | null;
  run: (state: DashboardState) => Intent;
}
