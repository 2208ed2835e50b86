import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { columnGap, fitColumns, type ColumnSpec } from '../../../src/tui/layout/fit-columns.js';

const name: ColumnSpec = { head: 'NAME', min: 4, max: 10, priority: 3 };
const owner: ColumnSpec = { head: 'OWNER', min: 5, max: 8, priority: 1 };
const path: ColumnSpec = { head: 'PATH', min: 6, max: 30, priority: 2 };
const rows = [['Claude', 'npm', '/usr/local/bin/claude']];

describe('fitColumns', () => {
  it('gives each column what its widest text needs', () => {
    expect(fitColumns([name, owner, path], rows, 80)).toEqual([
      { index: 0, width: 6 },
      { index: 1, width: 5 },
      { index: 2, width: 21 },
    ]);
  });

  it('shortens the least important column first', () => {
    expect(fitColumns([name, owner, path], rows, 25)).toEqual([
      { index: 0, width: 6 },
      { index: 1, width: 5 },
      { index: 2, width: 10 },
    ]);
  });

  it('drops the least important column when shortening is not enough', () => {
    expect(fitColumns([name, owner, path], rows, 16)).toEqual([
      { index: 0, width: 6 },
      { index: 2, width: 8 },
    ]);
  });

  it('never takes more room than there is', () => {
    const specs = fc.array(
      fc.record({
        head: fc.string({ maxLength: 8 }),
        min: fc.integer({ min: 1, max: 10 }),
        max: fc.integer({ min: 10, max: 40 }),
        priority: fc.integer({ min: 1, max: 9 }),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(specs, fc.array(fc.array(fc.string())), fc.integer({ min: 1, max: 120 }), check),
    );
    function check(columns: ColumnSpec[], table: string[][], width: number): void {
      const fitted = fitColumns(columns, table, width);
      const used = fitted.reduce((sum, column) => sum + column.width, 0);
      expect(used + columnGap * (fitted.length - 1)).toBeLessThanOrEqual(width);
      expect(fitted.length).toBeGreaterThan(0);
    }
  });
});
