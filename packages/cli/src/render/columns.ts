import { stripControls } from '@aim/core';

export interface ColumnOptions {
  /** The longest a line may be; longer lines lose the end of their last column. */
  width?: number | undefined;
  /** Changes the look of a cell after its place is known; must not change what is visible. */
  paint?: (text: string, row: number, column: number) => string;
}

const gap = 2;

/**
 * Lays rows out in columns as wide as their widest cell. Control characters in cells are removed.
 * The last column is not padded.
 */
export function columns(
  table: readonly (readonly string[])[],
  options: ColumnOptions = {},
): string[] {
  const rows = table.map((row) => row.map((cell) => stripControls(cell).replace(/[\t\n]/g, ' ')));
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => visibleLength(row[column] ?? ''))),
  );
  return rows.map((row, rowIndex) => {
    const start = widths.slice(0, row.length - 1).reduce((sum, width) => sum + width + gap, 0);
    return row
      .map((cell, column) => {
        const isLast = column === row.length - 1;
        const text = isLast ? fit(cell.trimEnd(), options.width, start) : cell;
        const padding = isLast ? 0 : (widths[column] as number) - visibleLength(cell) + gap;
        return (options.paint?.(text, rowIndex, column) ?? text) + ' '.repeat(padding);
      })
      .join('')
      .trimEnd();
  });
}

function fit(text: string, width: number | undefined, start: number): string {
  if (width === undefined || text === '' || start + visibleLength(text) <= width) return text;
  const room = Math.max(1, width - start - 1);
  return `${[...text].slice(0, room).join('')}…`;
}

function visibleLength(text: string): number {
  return [...text].length;
}
