import { menuItems } from '../../actions/menu-items.js';
import { Note } from '../../components/message.js';
import { Pane } from '../../components/pane.js';
import type { Rect } from '../../layout/rect.js';
import { listWindow } from '../../layout/window.js';
import type { DashboardState } from '../../store/state.js';
import { MenuLine, menuTitle } from './menu-line.js';

/** The actions that have the typed words, each with the command line that does the same. */
export function PalettePane({ rect, state }: { rect: Rect; state: DashboardState }) {
  const items = menuItems(state);
  const { start, end } = listWindow(items.length, state.menu.selected, rect.height - 2);
  const title = [{ text: menuTitle('Actions:', state), token: 'title' as const }];
  return (
    <Pane rect={rect} title={title} asides={[String(items.length)]} isFocused>
      {items.length === 0 && <Note lines={['No action has these words.']} width={rect.width - 2} />}
      {items.slice(start, end).map((item, offset) => (
        <MenuLine
          key={item.action.id}
          item={item}
          isChosen={start + offset === state.menu.selected}
          aside={item.action.command?.(item.state) ?? null}
        />
      ))}
    </Pane>
  );
}
