import { Box } from 'ink';
import { useMemo } from 'react';
import { fitPath } from '../../render/paths.js';
import {
  columnGap,
  fitColumns,
  type ColumnSpec,
  type FittedColumn,
} from '../layout/fit-columns.js';
import { listWindow } from '../layout/window.js';
import { symbols } from '../theme/symbols.js';
import type { Token } from '../theme/theme.js';
import { oneLine, Span } from './span.js';

export interface TableRow {
  id: string;
  cells: readonly string[];
  /** The look of single cells, by the number of their column. */
  tokens?: Readonly<Record<number, Token>>;
}

export interface TableProps<T> {
  columns: readonly ColumnSpec[];
  rows: readonly T[];
  toRow: (row: T) => TableRow;
  width: number;
  /** Lines for rows. */
  height: number;
  hasHead: boolean;
  selected: number;
  /** Only the list that has the keys shows what is selected. */
  isFocused: boolean;
}

const markerWidth = 1;

/** The rows around the selected one. What is out of sight is not made. */
export function Table<T>(props: TableProps<T>) {
  const { columns, rows, toRow, width, height, hasHead, selected, isFocused } = props;
  // All rows have a say in the widths, so that scrolling moves no column: that is worked out once.
  const fitted = useMemo(() => {
    const texts = rows.map((row) => toRow(row).cells.map(oneLine));
    return fitColumns(columns, texts, width - markerWidth);
  }, [columns, rows, toRow, width]);
  const { start, end } = listWindow(rows.length, selected, height);
  return (
    <Box flexDirection="column" flexShrink={0}>
      {hasHead && (
        <TableLine
          marker=" "
          cells={columns.map((column) => column.head)}
          fitted={fitted}
          columns={columns}
          tokenOf={() => 'secondary'}
        />
      )}
      {rows
        .slice(start, end)
        .map(toRow)
        .map((row, offset) => {
          const isSelected = isFocused && start + offset === selected;
          return (
            <TableLine
              key={row.id}
              marker={isSelected ? symbols.selected : ' '}
              cells={row.cells}
              fitted={fitted}
              columns={columns}
              tokenOf={(column) => row.tokens?.[column] ?? (isSelected ? 'selected' : 'text')}
            />
          );
        })}
    </Box>
  );
}

interface TableLineProps {
  marker: string;
  cells: readonly string[];
  fitted: readonly FittedColumn[];
  columns: readonly ColumnSpec[];
  tokenOf: (column: number) => Token;
}

function TableLine({ marker, cells, fitted, columns, tokenOf }: TableLineProps) {
  return (
    <Box height={1} flexShrink={0}>
      <Box width={markerWidth} flexShrink={0}>
        <Span text={marker} token="focus" />
      </Box>
      {fitted.map(({ index, width }, place) => {
        const text = cells[index] ?? '';
        return (
          <Box key={index} width={width} flexShrink={0} marginLeft={place === 0 ? 0 : columnGap}>
            <Span
              text={columns[index]?.cut === 'middle' ? fitPath(text, width) : text}
              token={tokenOf(index)}
            />
          </Box>
        );
      })}
    </Box>
  );
}
