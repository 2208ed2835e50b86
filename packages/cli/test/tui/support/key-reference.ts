import { actions } from '../../../src/tui/actions/actions.js';
import { actionGroups, type Action } from '../../../src/tui/actions/types.js';
import { contextWords } from '../../../src/tui/store/context.js';
import { paneNames } from '../../../src/tui/layout/layout.js';

/** Every key as a table of Markdown without padding, by group. */
export function keyReference(): string[][] {
  return actionGroups.flatMap((group) =>
    actions
      .filter((action) => action.group === group)
      .map((action) => [
        action.keys.map((key) => `\`${key}\``).join(' '),
        action.title,
        placeOf(action),
        `\`${action.id}\``,
      ]),
  );
}

function placeOf({ contexts, pane }: Action): string {
  if (pane !== undefined) return `in ${paneNames[pane]}`;
  if (contexts.includes('card')) return contexts.length > 2 ? 'everywhere' : 'in the panes';
  return [...new Set(contexts.map((context) => contextWords[context]))].join(', ');
}
