/** The rows of a list that are in sight: `start` is the first, `end` is one past the last. */
export interface ListWindow {
  start: number;
  end: number;
}

/** Keeps the selected row in the middle, where the list is long enough to scroll. */
export function listWindow(count: number, selected: number, height: number): ListWindow {
  const visible = Math.max(0, Math.min(count, height));
  const start = clamp(selected - Math.floor(visible / 2), 0, count - visible);
  return { start, end: start + visible };
}

export function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
