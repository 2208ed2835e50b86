import type { ToolStatus } from '@aim/services';
import { useCallback } from 'react';
import { ListPane } from '../../components/list-pane.js';
import { rowsOf } from '../../store/rows.js';
import { sharedPaneProps, type PaneViewProps } from '../pane-props.js';
import { toolColumns, toolRow } from './tool-table.js';

export function ToolsPane(props: PaneViewProps) {
  const { state, home } = props;
  const { status } = state;
  const toRow = useCallback((tool: ToolStatus) => toolRow(tool, home), [home]);
  return (
    <ListPane
      {...sharedPaneProps('tools', props)}
      asides={[]}
      columns={toolColumns}
      rows={rowsOf(state, 'tools')}
      toRow={toRow}
      hasData={status.data !== null}
      isLoading={status.isLoading}
      error={status.error}
      empty={['No AI tool was found on PATH.', 'aim tools list shows which aim knows.']}
    />
  );
}
