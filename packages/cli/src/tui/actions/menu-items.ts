import { beneath } from '../store/context.js';
import type { DashboardState } from '../store/state.js';
import { actions } from './actions.js';
import { matchWords } from './match-words.js';
import { reasonAgainst } from './reason-against.js';
import { actionGroups, type Action } from './types.js';

/** An action as the help and the palette list it. */
export interface MenuItem {
  action: Action;
  /** Why it cannot be done; null when it can. */
  reason: string | null;
  /** What it would be done in: the state without the menu. */
  state: DashboardState;
}

/**
 * The actions of the menu that is open, as far as its words fit: all of them by group in the help;
 * in the palette those that can be meant, the best first, those that can be done before the others.
 */
export function menuItems(state: DashboardState): MenuItem[] {
  const under = beneath(state);
  const isPalette = state.overlays.at(-1) === 'palette';
  const scored = actions.flatMap((action) => {
    if (isPalette && !isForPalette(action)) return [];
    const score = matchWords(state.menu.query, wordsOf(action, under));
    return score === null
      ? []
      : [{ action, score, reason: reasonAgainst(action, under), state: under }];
  });
  return scored.toSorted((one, other) =>
    isPalette
      ? Number(one.reason !== null) - Number(other.reason !== null) || one.score - other.score
      : groupOf(one.action) - groupOf(other.action),
  );
}

/** The one that enter does. */
export function chosenItem(state: DashboardState): MenuItem | undefined {
  return menuItems(state)[state.menu.selected];
}

/** What moves in a list is found faster by its key, and the palette is open already. */
function isForPalette({ id, contexts }: Action): boolean {
  return contexts.includes('panes') && !id.startsWith('move-') && id !== 'palette';
}

function wordsOf(action: Action, state: DashboardState): string {
  return `${action.title} ${action.short} ${action.command?.(state) ?? ''} ${action.group}`;
}

function groupOf({ group }: Action): number {
  return actionGroups.indexOf(group);
}
