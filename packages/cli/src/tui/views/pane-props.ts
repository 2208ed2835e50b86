import { paneKey } from '../actions/pane-key.js';
import type { TitlePart } from '../components/pane.js';
import { paneIds, type Layout, type PaneId } from '../layout/layout.js';
import { paneRows, type PaneRows } from '../layout/pane-rows.js';
import type { Rect } from '../layout/rect.js';
import { rowIds, selectedIndex } from '../store/rows.js';
import type { DashboardState } from '../store/state.js';

/** What every pane of the dashboard is given. */
export interface PaneViewProps {
  state: DashboardState;
  rect: Rect;
  places: Layout;
  home: string;
}

const names: Record<PaneId, string> = { tools: 'Tools', secrets: 'Secrets', health: 'Health' };

interface SharedPaneProps {
  rect: Rect;
  title: TitlePart[];
  isFocused: boolean;
  heights: PaneRows;
  selected: number;
}

/** The part of a list pane that is the same for all of them. */
export function sharedPaneProps(
  pane: PaneId,
  { state, rect, places }: PaneViewProps,
): SharedPaneProps {
  const isAlone = Object.keys(places.panes).length === 1;
  return {
    rect,
    title: isAlone ? tabs(state) : [{ text: paneTitle(pane, state), token: 'title' }],
    isFocused: state.focus === pane,
    heights: paneRows(pane, rect, places.detail !== null),
    selected: selectedIndex(state, pane),
  };
}

/** All panes by name, for the one that hides the others. */
function tabs(state: DashboardState): TitlePart[] {
  return paneIds.map((pane) =>
    pane === state.focus
      ? { text: `[${paneTitle(pane, state)}]`, token: 'title' }
      : { text: ` ${paneKey(pane)} ${names[pane]} `, token: 'secondary' },
  );
}

function paneTitle(pane: PaneId, state: DashboardState): string {
  const count = rowIds(state, pane).length;
  return `${paneKey(pane)} ${names[pane]}${count > 0 ? ` ${count}` : ''}`;
}
