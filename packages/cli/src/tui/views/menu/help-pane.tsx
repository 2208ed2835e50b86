import { Box } from 'ink';
import { menuItems, type MenuItem } from '../../actions/menu-items.js';
import { Note } from '../../components/message.js';
import { Pane } from '../../components/pane.js';
import { Span } from '../../components/span.js';
import type { Rect } from '../../layout/rect.js';
import { listWindow } from '../../layout/window.js';
import type { DashboardState } from '../../store/state.js';
import { MenuLine, menuTitle } from './menu-line.js';

/** Every key of the action table under the headings of their groups; enter does the chosen one. */
export function HelpPane({ rect, state }: { rect: Rect; state: DashboardState }) {
  const items = menuItems(state);
  const lines = helpLines(items);
  const chosen = items[state.menu.selected];
  const at = lines.findIndex((line) => typeof line !== 'string' && line === chosen);
  const height = rect.height - 2;
  const { start, end } = listWindow(lines.length, Math.max(0, at), height);
  const asides = lines.length > height ? [`${start + 1}-${end} of ${lines.length}`] : [];
  const title = [{ text: menuTitle('Help', state), token: 'title' as const }];
  return (
    <Pane rect={rect} title={title} asides={asides} isFocused>
      {items.length === 0 && <Note lines={['No key has these words.']} width={rect.width - 2} />}
      {lines.slice(start, end).map((line) =>
        typeof line === 'string' ? (
          <Box key={line} height={1} flexShrink={0} paddingX={1}>
            <Span text={line} token="title" />
          </Box>
        ) : (
          <MenuLine key={line.action.id} item={line} isChosen={line === chosen} />
        ),
      )}
    </Pane>
  );
}

function helpLines(items: readonly MenuItem[]): (string | MenuItem)[] {
  return items.flatMap((item, index) => {
    const { group } = item.action;
    return group === items[index - 1]?.action.group ? [item] : [group, item];
  });
}
