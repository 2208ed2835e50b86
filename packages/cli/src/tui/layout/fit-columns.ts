/** How one column of a table takes part in the fight for room. */
export interface ColumnSpec {
  head: string;
  /** The narrowest it may be and still be worth showing. */
  min: number;
  max: number;
  /** The lowest goes first when there is no room. */
  priority: number;
  /** Where text that is too long loses its letters; the end unless told. */
  cut?: 'middle';
}

/** A column that is shown: its place in the table's rows, and its width. */
export interface FittedColumn {
  index: number;
  width: number;
}

export const columnGap = 2;

/**
 * Chooses the columns that fit into `width` cells. Drops the least important ones until the rest
 * have their least width, then shortens the least important first.
 */
export function fitColumns(
  specs: readonly ColumnSpec[],
  rows: readonly (readonly string[])[],
  width: number,
): FittedColumn[] {
  const wanted = specs.map((spec, index) => ({
    index,
    spec,
    width: Math.min(
      spec.max,
      Math.max(...[spec.head, ...rows.map((row) => row[index] ?? '')].map(length)),
    ),
  }));
  let shown = wanted;
  while (shown.length > 1 && needed(shown, leastWidth) > width) {
    const least = shown.toSorted(byPriority)[0];
    shown = shown.filter((column) => column !== least);
  }
  let over = needed(shown, (column) => column.width) - width;
  for (const column of shown.toSorted(byPriority)) {
    const given = Math.max(0, Math.min(over, column.width - leastWidth(column)));
    column.width -= given;
    over -= given;
  }
  return shown.map((column) => ({ index: column.index, width: Math.min(column.width, width) }));
}

interface WantedColumn extends FittedColumn {
  spec: ColumnSpec;
}

function byPriority(one: WantedColumn, other: WantedColumn): number {
  return one.spec.priority - other.spec.priority;
}

function leastWidth(column: WantedColumn): number {
  return Math.min(column.width, column.spec.min);
}

function needed(
  columns: readonly WantedColumn[],
  widthOf: (column: WantedColumn) => number,
): number {
  const gaps = columnGap * Math.max(0, columns.length - 1);
  return columns.reduce((sum, column) => sum + widthOf(column), gaps);
}

function length(text: string): number {
  return [...text].length;
}
