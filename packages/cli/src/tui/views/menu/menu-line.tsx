import { Box } from 'ink';
import type { MenuItem } from '../../actions/menu-items.js';
import { keysOf } from '../../actions/keys-of.js';
import { Span } from '../../components/span.js';
import type { DashboardState } from '../../store/state.js';
import { symbols } from '../../theme/symbols.js';

const keysWidth = 14;

export interface MenuLineProps {
  item: MenuItem;
  isChosen: boolean;
  /** What stands at the end where the action can be done. */
  aside?: string | null;
}

/** Keys and title of an action; at the end why it cannot be done, where that is so. */
export function MenuLine({
  item: { action, reason, state },
  isChosen,
  aside = null,
}: MenuLineProps) {
  const end = reason ?? aside;
  return (
    <Box height={1} flexShrink={0} paddingRight={1}>
      <Span text={isChosen ? symbols.selected : ' '} token="focus" />
      <Box width={keysWidth} flexShrink={0}>
        <Span
          text={` ${keysOf(action, state).join(', ')}`}
          token={reason === null ? 'key' : 'secondary'}
        />
      </Box>
      <Box flexShrink={0}>
        <Span text={action.title} token={titleToken(isChosen, reason)} />
      </Box>
      {end !== null && (
        <Box flexGrow={1} flexShrink={1} justifyContent="flex-end" marginLeft={2}>
          <Span text={end} token="secondary" />
        </Box>
      )}
    </Box>
  );
}

function titleToken(isChosen: boolean, reason: string | null): 'selected' | 'text' | 'secondary' {
  if (isChosen) return 'selected';
  return reason === null ? 'text' : 'secondary';
}

/** How many actions there are, and what was typed to find them. */
export function menuTitle(name: string, { menu, isTyping, overlays }: DashboardState): string {
  const hasKeys = isTyping || overlays.at(-1) === 'palette';
  if (hasKeys) return `${name} ${menu.query}_`;
  return menu.query === '' ? name : `${name} /${menu.query}`;
}
