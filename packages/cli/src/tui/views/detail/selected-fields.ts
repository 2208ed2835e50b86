import type { Field } from '../../components/fields.js';
import { selectedRow } from '../../store/rows.js';
import type { DashboardState } from '../../store/state.js';
import { activityFields } from '../activity/activity-table.js';
import { healthFields } from '../health/health-table.js';
import { logFields } from '../log/log-table.js';
import { overviewFields } from '../overview/overview-fields.js';
import { routeFields } from '../routes/routes-table.js';
import { secretFields } from '../secrets/secret-table.js';
import { taskFields } from '../tasks/task-table.js';
import { toolFields } from '../tools/tool-fields.js';

/** Everything about the row that is selected in the focused pane; null where none is. */
export function selectedFields(state: DashboardState, home: string): Field[] | null {
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
