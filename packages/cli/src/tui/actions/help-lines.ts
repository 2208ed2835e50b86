import { actions } from './actions.js';
import { actionGroups } from './types.js';

export type HelpLine =
  { kind: 'group'; text: string } | { kind: 'action'; keys: string; text: string };

/** Every action with all its keys, under the headings of the groups. */
export function helpLines(): HelpLine[] {
  return actionGroups.flatMap((group): HelpLine[] => [
    { kind: 'group', text: group },
    ...actions
      .filter((action) => action.group === group)
      .map((action) => ({
        kind: 'action' as const,
        keys: action.keys.join(', '),
        text: action.title,
      })),
  ]);
}
