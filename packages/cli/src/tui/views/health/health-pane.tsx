import { Box } from 'ink';
import { summaryLine } from '../../../render/health.js';
import { createStyle } from '../../../render/style.js';
import { ListPane } from '../../components/list-pane.js';
import { Paragraph } from '../../components/paragraph.js';
import type { HealthRow } from '../../store/health-rows.js';
import { rowsOf } from '../../store/rows.js';
import { sharedPaneProps, type PaneViewProps } from '../pane-props.js';
import { healthColumns, healthTableRow } from './health-table.js';

export function HealthPane(props: PaneViewProps) {
  const { health } = props.state;
  const shared = sharedPaneProps('health', props);
  const rows = rowsOf(props.state, 'health');
  const selected = rows[shared.selected];
  const summary = health.data && [
    summaryLine(health.data, createStyle(false)),
    health.data.overallStatus,
  ];
  return (
    <ListPane
      {...shared}
      asides={summary ?? []}
      columns={healthColumns}
      rows={rows}
      toRow={healthTableRow}
      hasData={health.data !== null}
      isLoading={health.isLoading}
      error={health.error}
      empty={['No check has anything to say.']}
      pinned={
        selected && (
          <SelectedFinding
            row={selected}
            width={props.rect.width - 2}
            height={shared.heights.pinned}
          />
        )
      }
    />
  );
}

interface SelectedFindingProps {
  row: HealthRow;
  width: number;
  height: number;
}

/** The selected finding, as far as there is room: what it says and shows, and what helps. */
function SelectedFinding({ row, width, height }: SelectedFindingProps) {
  const fixLines = row.fix === null ? 0 : Math.floor(height / 2);
  const text = row.evidence === null ? row.message : `${row.message} (${row.evidence})`;
  return (
    <Box flexDirection="column" paddingX={1}>
      <Paragraph text={text} width={width - 2} lines={height - fixLines} token="secondary" />
      {fixLines > 0 && (
        <Paragraph text={`try: ${row.fix}`} width={width - 2} lines={fixLines} token="key" />
      )}
    </Box>
  );
}
