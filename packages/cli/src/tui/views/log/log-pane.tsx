import { ListPane } from '../../components/list-pane.js';
import { rowsOf } from '../../store/rows.js';
import { sharedPaneProps, type PaneViewProps } from '../pane-props.js';
import { logColumns, logRow } from './log-table.js';

/** What was done and what went wrong since the dashboard was opened. */
export function LogPane(props: PaneViewProps) {
  return (
    <ListPane
      {...sharedPaneProps('log', props)}
      asides={[]}
      columns={logColumns}
      rows={rowsOf(props.state, 'log')}
      toRow={logRow}
      hasData
      isLoading={false}
      error={null}
      empty={['Nothing was done and nothing failed since the dashboard was opened.']}
    />
  );
}
