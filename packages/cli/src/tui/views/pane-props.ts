import { keyOf } from '../actions/keys-of.js';
import type { TitlePart } from '../components/pane.js';
import type { Layout, PaneId } from '../layout/layout.js';
import { paneRows, type PaneRows } from '../layout/pane-rows.js';
import type { Rect } from '../layout/rect.js';
import { rowCounts, selectedIndex } from '../store/rows.js';
import type { DashboardState } from '../store/state.js';
import { paneTabs, paneTitle } from './pane-title.js';

/** What every pane of the dashboard is given. */
export interface PaneViewProps {
  state: DashboardState;
  rect: Rect;
  places: Layout;
  home: string;
}

interface SharedPaneProps {
  rect: Rect;
  title: TitlePart[];
  isFocused: boolean;
  heights: PaneRows;
  selected: number;
  /** Why the filter shows no row; null when it is not the filter's doing. */
  hiddenBy: string | null;
}

/** The part of a list pane that is the same for all of them. */
export function sharedPaneProps(
  pane: PaneId,
  { state, rect, places }: PaneViewProps,
): SharedPaneProps {
  const { shown, all } = rowCounts(state, pane);
  const isAlone = Object.keys(places.panes).length === 1;
  return {
    rect,
    title: isAlone
      ? paneTabs(state, rect.width - 4)
      : [{ text: paneTitle(pane, state), token: 'title' }],
    isFocused: state.focus === pane,
    heights: paneRows(pane, rect, places.detail !== null),
    selected: selectedIndex(state, pane),
    hiddenBy:
      shown === 0 && all > 0
        ? `No row has ${JSON.stringify(state.filters[pane])}. ${keyOf('clear-filter', state)} shows every row again.`
        : null,
  };
}
