import { Box } from 'ink';
import { Pane } from '../../components/pane.js';
import { oneLine, Span } from '../../components/span.js';
import { listWindow } from '../../layout/window.js';
import type { OverviewPart, OverviewRow } from '../../store/overview-rows.js';
import { rowsOf } from '../../store/rows.js';
import { symbols } from '../../theme/symbols.js';
import { Note } from '../../components/message.js';
import { sharedPaneProps, type PaneViewProps } from '../pane-props.js';

const labelWidth = 10;
const partGap = 3;

/** Everything at a glance, a line each; enter leads to where more is. */
export function OverviewPane(props: PaneViewProps) {
  const { rect, title, isFocused, selected, hiddenBy } = sharedPaneProps('overview', props);
  const rows = rowsOf(props.state, 'overview');
  const { start, end } = listWindow(rows.length, selected, rect.height - 2);
  return (
    <Pane rect={rect} title={title} isFocused={isFocused}>
      {hiddenBy !== null && <Note lines={[hiddenBy]} width={rect.width - 2} />}
      {rows.slice(start, end).map((row, index) => (
        <OverviewLine
          key={row.id}
          row={row}
          width={rect.width - 2}
          isSelected={isFocused && start + index === selected}
        />
      ))}
    </Pane>
  );
}

interface OverviewLineProps {
  row: OverviewRow;
  width: number;
  isSelected: boolean;
}

function OverviewLine({ row: { label, parts }, width, isSelected }: OverviewLineProps) {
  return (
    <Box height={1} width={width} flexShrink={0} overflow="hidden">
      <Span text={isSelected ? symbols.selected : ' '} token="focus" />
      <Box width={labelWidth} flexShrink={0}>
        <Span text={label} token={isSelected ? 'selected' : 'title'} />
      </Box>
      {fitParts(parts, width - labelWidth - 2).map(({ text, token }, index) => (
        <Box key={index} flexShrink={0} marginLeft={index === 0 ? 0 : partGap}>
          <Span text={text} token={token} />
        </Box>
      ))}
    </Box>
  );
}

/** The parts that fit into `width` cells; the last of them is cut, and the rest is left out. */
function fitParts(parts: readonly OverviewPart[], width: number): OverviewPart[] {
  let left = width + partGap;
  return parts.flatMap((part) => {
    const room = left - partGap;
    const text = [...oneLine(part.text)];
    left = room - text.length;
    if (room < leastPart && text.length > room) return [];
    return [
      {
        ...part,
        text:
          text.length <= room ? text.join('') : `${text.slice(0, room - 1).join('')}${symbols.cut}`,
      },
    ];
  });
}

/** Fewer cells of a part say nothing. */
const leastPart = 4;
