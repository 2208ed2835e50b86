/** A terminal's size, or that of a part of it, in cells. */
export interface Size {
  columns: number;
  rows: number;
}

/** A part of the screen in cells; the top left cell of the screen is 0, 0. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Cuts a rectangle in two, one above the other; `height` is that of the upper one. */
export function splitRows(rect: Rect, height: number): [upper: Rect, lower: Rect] {
  return [
    { ...rect, height },
    { ...rect, y: rect.y + height, height: rect.height - height },
  ];
}

/** Cuts a rectangle in two, side by side; `width` is that of the left one. */
export function splitColumns(rect: Rect, width: number): [left: Rect, right: Rect] {
  return [
    { ...rect, width },
    { ...rect, x: rect.x + width, width: rect.width - width },
  ];
}
