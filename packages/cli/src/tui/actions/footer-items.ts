import type { DashboardState } from '../store/state.js';
import { actions } from './actions.js';
import { keysOf } from './keys-of.js';
import { isInReach, reasonAgainst } from './reason-against.js';

export interface FooterItems {
  items: { key: string; short: string }[];
  /** True when the rest did not fit. */
  isCut: boolean;
}

/** Cells between two items. */
export const footerGap = 2;

/** The keys that do something now, the most needed first, as many as fit into `width` cells. */
export function footerItems(state: DashboardState, width: number): FooterItems {
  const wanted = actions
    .filter((action) => action.footer !== null && isInReach(action, state))
    .filter((action) => reasonAgainst(action, state) === null)
    .toSorted((one, other) => (one.footer as number) - (other.footer as number))
    .map((action) => ({ key: keysOf(action, state)[0] ?? '', short: action.short }));
  const all = fitting(wanted, width);
  if (all.length === wanted.length) return { items: all, isCut: false };
  return { items: fitting(wanted, width - footerGap - 1), isCut: true };
}

type FooterItem = FooterItems['items'][number];

function fitting(items: readonly FooterItem[], width: number): FooterItem[] {
  let used = -footerGap;
  return items.filter((item) => {
    used += footerGap + item.key.length + 1 + item.short.length;
    return used <= width;
  });
}
