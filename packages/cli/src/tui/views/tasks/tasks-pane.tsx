import { ListPane } from '../../components/list-pane.js';
import { rowsOf } from '../../store/rows.js';
import { sharedPaneProps, type PaneViewProps } from '../pane-props.js';
import { taskColumns, taskRow } from './task-table.js';

/** What was begun here and takes a while. */
export function TasksPane(props: PaneViewProps) {
  return (
    <ListPane
      {...sharedPaneProps('tasks', props)}
      asides={[]}
      columns={taskColumns}
      rows={rowsOf(props.state, 'tasks')}
      toRow={taskRow}
      hasData
      isLoading={false}
      error={null}
      empty={['Nothing was begun here yet.', 'A job for a tool is begun in Routes or in Tools.']}
    />
  );
}
