import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { listWindow } from '../../../src/tui/layout/window.js';

describe('listWindow', () => {
  it('shows a short list from its start', () => {
    expect(listWindow(3, 2, 10)).toEqual({ start: 0, end: 3 });
  });

  it('keeps the selected row in the middle of a long one', () => {
    expect(listWindow(100, 50, 10)).toEqual({ start: 45, end: 55 });
    expect(listWindow(100, 99, 10)).toEqual({ start: 90, end: 100 });
  });

  it('always has the selected row in sight', () => {
    const list = fc.integer({ min: 1, max: 500 }).chain((count) =>
      fc.record({
        count: fc.constant(count),
        selected: fc.integer({ min: 0, max: count - 1 }),
        height: fc.integer({ min: 1, max: 60 }),
      }),
    );
    fc.assert(
      fc.property(list, ({ count, selected, height }) => {
        const { start, end } = listWindow(count, selected, height);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(count);
        expect(end - start).toBeLessThanOrEqual(height);
        expect(selected >= start && selected < end).toBe(true);
      }),
    );
  });
});
