import { Fields, type Field } from '../../components/fields.js';
import { Note } from '../../components/message.js';
import { Pane } from '../../components/pane.js';
import type { Rect } from '../../layout/rect.js';
import { selectedRow } from '../../store/rows.js';
import type { DashboardState } from '../../store/state.js';
import { isRunning } from '../../store/tasks.js';
import { activityFields } from '../activity/activity-table.js';
import { healthFields } from '../health/health-table.js';
import { logFields } from '../log/log-table.js';
import { overviewFields } from '../overview/overview-fields.js';
import { routeFields } from '../routes/routes-table.js';
import { secretFields } from '../secrets/secret-table.js';
import { taskFields } from '../tasks/task-table.js';
import { toolFields } from '../tools/tool-fields.js';

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

function selectedFields(state: DashboardState, home: string): Field[] | null {
  switch (state.focus) {
    case 'overview': {
      const row = selectedRow(state, 'overview');
      return row ? overviewFields(row) : null;
    }
    case 'tools': {
      const tool = selectedRow(state, 'tools');
      return tool ? toolFields(tool, home, state.status.data?.healthCheckedAt ?? null) : null;
    }
    case 'secrets': {
      const secret = selectedRow(state, 'secrets');
      return secret ? secretFields(secret, state.revealed) : null;
    }
    case 'health': {
      const row = selectedRow(state, 'health');
      return row ? healthFields(row) : null;
    }
    case 'activity': {
      const event = selectedRow(state, 'activity');
      return event ? activityFields(event) : null;
    }
    case 'routes': {
      const plan = selectedRow(state, 'routes');
      return plan ? routeFields(plan) : null;
    }
    case 'tasks': {
      const task = selectedRow(state, 'tasks');
      return task ? taskFields(task) : null;
    }
    case 'log': {
      const entry = selectedRow(state, 'log');
      return entry ? logFields(entry) : null;
    }
  }
}
