import { Fields } from '../../components/fields.js';
import { Note } from '../../components/message.js';
import { Pane } from '../../components/pane.js';
import type { Rect } from '../../layout/rect.js';
import { selectedRow } from '../../store/rows.js';
import type { DashboardState } from '../../store/state.js';
import { isRunning } from '../../store/tasks.js';
import { selectedFields } from './selected-fields.js';

export interface DetailPaneProps {
  state: DashboardState;
  rect: Rect;
  home: string;
  /** True when it lies over the panes and has the keys. */
  isFocused: boolean;
}

/** Everything about the row that is selected in the focused pane. */
export function DetailPane({ state, rect, home, isFocused }: DetailPaneProps) {
  const fields = selectedFields(state, home);
  const width = rect.width - 2;
  return (
    <Pane rect={rect} title={[{ text: 'Details', token: 'title' }]} isFocused={isFocused}>
      {fields === null ? (
        <Note lines={['Nothing is selected.']} width={width} />
      ) : (
        <Fields
          fields={fields}
          width={width}
          height={rect.height - 2}
          scroll={state.scroll}
          showsEnd={isLive(state)}
        />
      )}
    </Pane>
  );
}

function isLive(state: DashboardState): boolean {
  const task = state.focus === 'tasks' ? selectedRow(state, 'tasks') : undefined;
  return task !== undefined && isRunning(task);
}
