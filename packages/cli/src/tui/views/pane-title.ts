import { paneKey } from '../actions/pane-key.js';
import type { TitlePart } from '../components/pane.js';
import { paneIds, paneNames, type PaneId } from '../layout/layout.js';
import { rowCounts } from '../store/rows.js';
import type { DashboardState } from '../store/state.js';

/** Number, name and how many rows there are, with the filter that they have passed. */
export function paneTitle(pane: PaneId, state: DashboardState): string {
  return `${paneKey(pane, state)} ${paneNames[pane]}${countWords(pane, state)}${filterWords(pane, state)}`;
}

/** All panes by name, for the one that hides the others; the others by number where names do not fit. */
export function paneTabs(state: DashboardState, width: number): TitlePart[] {
  const named = (pane: PaneId) => `${paneKey(pane, state)} ${paneNames[pane]}`;
  const forms = [
    tabs(state, (pane) => ` ${named(pane)} `),
    tabs(state, (pane) => ` ${named(pane)}`),
    tabs(state, (pane) => ` ${paneKey(pane, state)} `),
  ];
  const fits = (parts: readonly TitlePart[]) =>
    parts.reduce((sum, { text }) => sum + text.length, 0) <= width;
  return forms.find(fits) ?? (forms.at(-1) as TitlePart[]);
}

function tabs(state: DashboardState, other: (pane: PaneId) => string): TitlePart[] {
  return paneIds.map((pane) =>
    pane === state.focus
      ? { text: `[${paneTitle(pane, state)}]`, token: 'title' }
      : { text: other(pane), token: 'secondary' },
  );
}

function countWords(pane: PaneId, state: DashboardState): string {
  const { shown, all } = rowCounts(state, pane);
  if (state.filters[pane] !== '') return ` ${shown} of ${all}`;
  return all === 0 ? '' : ` ${all}`;
}

function filterWords(pane: PaneId, state: DashboardState): string {
  const filter = state.filters[pane];
  const isTyped = state.isTyping && state.focus === pane && state.overlays.length === 0;
  if (isTyped) return ` /${filter}_`;
  return filter === '' ? '' : ` /${filter}`;
}
