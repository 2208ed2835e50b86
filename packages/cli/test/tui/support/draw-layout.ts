import type { Layout } from '../../../src/tui/layout/layout.js';
import type { Rect, Size } from '../../../src/tui/layout/rect.js';

/** A layout as a picture: each part a box with its name, one line high ones as `name····`. */
export function drawLayout({ columns, rows }: Size, places: Layout): string {
  const grid = Array.from({ length: rows }, () => Array.from({ length: columns }, () => ' '));
  const put = (x: number, y: number, text: string) =>
    [...text].forEach((character, index) => ((grid[y] as string[])[x + index] = character));
  const drawBar = (name: string, { x, y, width }: Rect) => put(x, y, name.padEnd(width, '·'));
  const drawBox = (name: string, { x, y, width, height }: Rect) => {
    put(x, y, `+${name.padEnd(width - 2, '-')}+`);
    for (let row = 1; row < height - 1; row++) put(x, y + row, `|${' '.repeat(width - 2)}|`);
    put(x, y + height - 1, `+${'-'.repeat(width - 2)}+`);
  };
  drawBar('title', places.title);
  for (const [name, rect] of Object.entries(places.panes)) drawBox(name, rect);
  if (places.detail !== null) drawBox('detail', places.detail);
  drawBar('event', places.event);
  drawBar('footer', places.footer);
  return grid.map((line) => line.join('').trimEnd()).join('\n');
}
