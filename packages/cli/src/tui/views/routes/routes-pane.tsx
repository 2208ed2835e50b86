import { ListPane } from '../../components/list-pane.js';
import { rowsOf } from '../../store/rows.js';
import { sharedPaneProps, type PaneViewProps } from '../pane-props.js';
import { routeColumns, routeRow } from './routes-table.js';

/** Where each capability would go now. */
export function RoutesPane(props: PaneViewProps) {
  const { routes } = props.state;
  return (
    <ListPane
      {...sharedPaneProps('routes', props)}
      asides={[]}
      columns={routeColumns}
      rows={rowsOf(props.state, 'routes')}
      toRow={routeRow}
      hasData={routes.data !== null}
      isLoading={routes.isLoading}
      error={routes.error}
      empty={['No capability is known.']}
    />
  );
}
