import { describe, expect, it } from '@jest/globals';
import { layout, type Layout } from '../../../src/tui/layout/layout.js';
import { drawLayout } from '../support/draw-layout.js';

function draw(columns: number, rows: number): string {
  const size = { columns, rows };
  // Only the corners matter here: every third column and second row is enough to see them.
  return drawLayout(size, layout(size, 'activity') as Layout)
    .split('\n')
    .map((line) => line.replaceAll(/(-|·| ){3}/g, '$1'))
    .join('\n')
    .trimEnd();
}

describe('a pane that has the screen to itself', () => {
  it('fills it at 60×15', () => {
    expect(draw(60, 15).split('\n')).toEqual([
      'title··' + '·'.repeat(17),
      expect.stringMatching(/^\+activity-+\+$/),
      ...Array.from({ length: 9 }, () => expect.stringMatching(/^\| +\|$/) as unknown),
      expect.stringMatching(/^\+-+\+$/),
      expect.stringMatching(/^event·+$/),
      expect.stringMatching(/^footer·+$/),
    ]);
  });

  it('has the detail beside it from 120 columns on', () => {
    expect(draw(120, 15).split('\n')[1]).toMatch(/^\+activity-+\+\+detail-+\+$/);
  });

  it('has the detail below it from 40 rows on', () => {
    const lines = draw(80, 40).split('\n');
    expect(lines[1]).toMatch(/^\+activity-+\+$/);
    expect(lines.filter((line) => /^\+detail-+\+$/.test(line))).toHaveLength(1);
  });

  it('hides no pane that is seen with others', () => {
    expect(Object.keys(layout({ columns: 80, rows: 24 }, 'health')?.panes ?? {})).toEqual([
      'tools',
      'secrets',
      'health',
    ]);
  });
});
