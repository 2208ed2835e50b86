import { actions } from '../actions/actions.js';
import { menuItems } from '../actions/menu-items.js';
import { isInReach, reasonAgainst } from '../actions/reason-against.js';
import type { Action } from '../actions/types.js';
import { paneNames } from '../layout/layout.js';
import { inputContext } from '../store/context.js';
import type { DashboardState } from '../store/state.js';
import { selectedFields } from '../views/detail/selected-fields.js';
import { replacedInPlain } from './replaced.js';
import { sentencesOf } from './row-sentence.js';

/** Where the reader is, beside what the state says. */
export interface PlainPlace {
  /** The first menu, or the pane in focus. */
  at: 'menu' | 'pane';
  /** How many rows are passed over. */
  from: number;
}

/** What is read out, and what may be answered, from 1 on; 0 goes back. */
export interface PlainScreen {
  title: string;
  lines: readonly string[];
  choices: readonly Choice[];
}

export interface Choice {
  label: string;
  does: { kind: 'row'; id: string } | { kind: 'more' } | { kind: 'action'; action: Action };
}

/** The most rows that are read out at once. */
export const pageRows = 20;

/** The menu, the pane, the details or the list of actions that is in front. Pure. */
export function plainScreen(state: DashboardState, place: PlainPlace, home: string): PlainScreen {
  switch (inputContext(state)) {
    case 'detail':
      return detailScreen(state, home);
    case 'palette':
      return actionScreen(state);
    default:
      return place.at === 'menu' ? menuScreen(state) : paneScreen(state, place.from, home);
  }
}

function menuScreen(state: DashboardState): PlainScreen {
  const inMenu = ({ id, group, pane }: Action) =>
    id.startsWith('focus-') || (pane === undefined && (group === 'AIM' || group === 'Data'));
  return {
    title: 'Menu',
    lines: [],
    choices: offered(state)
      .filter(inMenu)
      .map((action) => choice(action, state)),
  };
}

function paneScreen(state: DashboardState, from: number, home: string): PlainScreen {
  const sentences = sentencesOf(state, state.focus, home);
  const shown = sentences.slice(from, from + pageRows);
  const end = from + shown.length;
  const filter = state.filters[state.focus];
  const filtered = filter === '' ? '' : `, with ${JSON.stringify(filter)}`;
  const count =
    sentences.length === 0 ? 'No rows' : `Rows ${from + 1} to ${end} of ${sentences.length}`;
  return {
    title: `${paneNames[state.focus]}. ${count}${filtered}`,
    lines: errorLines(state),
    choices: [
      ...shown.map(({ id, text }) => ({ label: text, does: { kind: 'row', id } as const })),
      ...(end < sentences.length ? [{ label: 'More rows', does: { kind: 'more' } as const }] : []),
      ...paneChoices(state),
    ],
  };
}

function detailScreen(state: DashboardState, home: string): PlainScreen {
  const fields = selectedFields(state, home) ?? [];
  return {
    title: `Details, ${paneNames[state.focus]}`,
    lines: fields.map(({ label, value }) => (label ? `${label}: ${value}` : value)),
    choices: paneChoices(state),
  };
}

function actionScreen(state: DashboardState): PlainScreen {
  const items = menuItems(state).filter(({ action }) => !(action.id in replacedInPlain));
  return {
    title: `Actions. ${items.length} found`,
    lines: [],
    choices: items.map((item) => choice(item.action, item.state)),
  };
}

/** What the rows, and so the menus of panes and details, need no second choice for. */
function isOfPane({ id, group, pane }: Action): boolean {
  return !id.startsWith('focus-') && (pane !== undefined || group === 'Lists' || id === 'refresh');
}

/** What works on the rows comes first, then what is the same in every pane. */
function paneChoices(state: DashboardState): Choice[] {
  const all = offered(state).filter(isOfPane);
  const own = all.filter(({ pane }) => pane !== undefined);
  const shared = all.filter(({ pane }) => pane === undefined);
  return [...own, ...shared].map((action) => choice(action, state));
}

function offered(state: DashboardState): Action[] {
  return actions.filter((action) => isInReach(action, state) && !(action.id in replacedInPlain));
}

function choice(action: Action, state: DashboardState): Choice {
  const reason = reasonAgainst(action, state);
  const command = action.command?.(state) ?? null;
  const notes = [
    ...(command === null ? [] : [`same as: ${command}`]),
    ...(reason === null ? [] : [`not now: ${reason}`]),
  ];
  const end = notes.length === 0 ? '' : ` (${notes.join('; ')})`;
  return { label: `${action.title}${end}`, does: { kind: 'action', action } };
}

function errorLines(state: DashboardState): string[] {
  const resource = {
    tools: 'status',
    secrets: 'status',
    health: 'health',
    activity: 'activity',
    routes: 'routes',
  } as const;
  const name = state.focus in resource ? resource[state.focus as keyof typeof resource] : null;
  const error = name === null ? null : state[name].error;
  if (error === null) return [];
  return [`Failed: ${error.message}`, ...(error.hint === undefined ? [] : [`Try: ${error.hint}`])];
}
