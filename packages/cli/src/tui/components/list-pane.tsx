import type { ErrorReport } from '@aim/core';
import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { ColumnSpec } from '../layout/fit-columns.js';
import type { PaneRows } from '../layout/pane-rows.js';
import type { Rect } from '../layout/rect.js';
import { ErrorMessage, Note } from './message.js';
import { Pane, type TitlePart } from './pane.js';
import { Table, type TableRow } from './table.js';

export interface ListPaneProps<T> {
  rect: Rect;
  title: readonly TitlePart[];
  asides: readonly string[];
  isFocused: boolean;
  heights: PaneRows;
  columns: readonly ColumnSpec[];
  /** The data of the rows, the same object while they are the same. */
  rows: readonly T[];
  /** How one is drawn; the same function from frame to frame. */
  toRow: (row: T) => TableRow;
  selected: number;
  hasData: boolean;
  isLoading: boolean;
  error: ErrorReport | null;
  /** What to say when there is no row. */
  empty: readonly string[];
  /** Why the filter shows no row; null when it is not the filter's doing. */
  hiddenBy: string | null;
  /** Stands below the list and does not scroll. */
  pinned?: ReactNode;
}

/** A pane with a list: first that it is being read, then rows or why there are none. */
export function ListPane<T>(props: ListPaneProps<T>) {
  const { rect, title, asides, isFocused, heights, isLoading, hasData } = props;
  return (
    <Pane
      rect={rect}
      title={title}
      asides={isLoading ? [hasData ? 'refreshing …' : 'reading …'] : asides}
      isFocused={isFocused}
    >
      <Box
        height={heights.head + heights.list}
        flexDirection="column"
        flexShrink={0}
        overflow="hidden"
      >
        <ListBody {...props} />
      </Box>
      {heights.pinned > 0 && props.pinned !== undefined && (
        <Box height={heights.pinned} flexDirection="column" flexShrink={0} overflow="hidden">
          {props.pinned}
        </Box>
      )}
    </Pane>
  );
}

function ListBody<T>(props: ListPaneProps<T>) {
  const { error, rows, hasData, heights, rect, empty, hiddenBy } = props;
  if (rows.length === 0) {
    if (error !== null) return <ErrorMessage error={error} width={rect.width - 2} />;
    const lines = hiddenBy === null ? empty : [hiddenBy];
    return <Note lines={hasData ? lines : ['reading …']} width={rect.width - 2} />;
  }
  return (
    <>
      {error !== null && <ErrorMessage error={error} width={rect.width - 2} />}
      <Table
        columns={props.columns}
        rows={rows}
        toRow={props.toRow}
        width={rect.width - 3}
        height={heights.list}
        hasHead={heights.head > 0}
        selected={props.selected}
        isFocused={props.isFocused}
      />
    </>
  );
}
