import { ListPane } from '../../components/list-pane.js';
import { toolRows } from '../../store/rows.js';
import { sharedPaneProps, type PaneViewProps } from '../pane-props.js';
import { toolColumns, toolRow } from './tool-table.js';

export function ToolsPane(props: PaneViewProps) {
  const { status } = props.state;
  return (
    <ListPane
      {...sharedPaneProps('tools', props)}
      asides={[]}
      columns={toolColumns}
      rows={toolRows(props.state).map((tool) => toolRow(tool, props.home))}
      hasData={status.data !== null}
      isLoading={status.isLoading}
      error={status.error}
      empty={['No AI tool was found on PATH.', 'aim tools list shows which aim knows.']}
    />
  );
}
