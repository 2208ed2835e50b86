import { ListPane } from '../../components/list-pane.js';
import { rowsOf } from '../../store/rows.js';
import { sharedPaneProps, type PaneViewProps } from '../pane-props.js';
import { activityColumns, activityRow } from './activity-table.js';

/** What AIM did: the audit log, the newest first. */
export function ActivityPane(props: PaneViewProps) {
  const { activity } = props.state;
  const isOff = activity.data !== null && activity.data.place === null;
  return (
    <ListPane
      {...sharedPaneProps('activity', props)}
      asides={[]}
      columns={activityColumns}
      rows={rowsOf(props.state, 'activity')}
      toRow={activityRow}
      hasData={activity.data !== null}
      isLoading={activity.isLoading}
      error={activity.error}
      empty={[isOff ? 'The configuration switches the audit off.' : 'Nothing was recorded yet.']}
    />
  );
}
