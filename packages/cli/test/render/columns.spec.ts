import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { columns } from '../../src/render/columns.js';

const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('', 'a\tb', 'a\nb', '\u001b[31mred\u001b[0m', 'é', '日本', 'a\u0007b', '\r'),
);
const table = fc
  .integer({ min: 1, max: 4 })
  .chain((count) => fc.array(fc.array(cell, { minLength: count, maxLength: count })));

const length = (text: string) => [...text].length;

describe('columns', () => {
  it('are as wide as their widest cell', () => {
    expect(
      columns([
        ['NAME', 'VERSION', 'PATH'],
        ['codex', '1', '/usr/bin/codex'],
        ['x', '', ''],
      ]),
    ).toEqual(['NAME   VERSION  PATH', 'codex  1        /usr/bin/codex', 'x']);
  });

  it('begin at the same place in every line', () => {
    fc.assert(
      fc.property(table, (rows) => {
        // A mark at each start says where a cell came to be, whatever is in it.
        const marked = rows.map((row) => row.map((text) => `◆${text.replaceAll('◆', '')}`));
        const starts = columns(marked).map((line) =>
          [...line].flatMap((letter, index) => (letter === '◆' ? [index] : [])),
        );
        for (const start of starts) expect(start).toEqual(starts[0]);
      }),
    );
  });

  it('hold no control character but those of the paint', () => {
    fc.assert(
      fc.property(table, (rows) => {
        expect(columns(rows).join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }),
    );
  });

  it('keep the width by cutting the last column, as long as it has room for one letter', () => {
    fc.assert(
      fc.property(fc.array(cell), fc.integer({ min: 8, max: 30 }), (cells, width) => {
        const rows = cells.map((text) => ['name', text]);
        const free = columns(rows);
        columns(rows, { width }).forEach((line, index) => {
          const whole = free[index] as string;
          expect(length(line)).toBeLessThanOrEqual(width);
          if (length(whole) <= width) expect(line).toBe(whole);
          else expect(whole.startsWith(line.replace(/…$/, ''))).toBe(true);
        });
      }),
    );
    const rows = [['name', 'a long description']];
    expect(columns(rows, { width: 12 })).toEqual(['name  a lon…']);
    expect(columns(rows, { width: 24 })).toEqual(['name  a long description']);
    expect(columns(rows, { width: 3 })).toEqual(['name  a…']);
    expect(columns([['name', '']], { width: 3 })).toEqual(['name']);
  });

  it('are painted where they are, and stay where they were', () => {
    const rows = [
      ['a', 'bb'],
      ['ccc', 'd'],
    ];
    const paint = (text: string, row: number, column: number) => `<${row}${column}:${text}>`;
    const painted = columns(rows, { paint });
    expect(painted).toEqual(['<00:a>    <01:bb>', '<10:ccc>  <11:d>']);
    expect(painted.map((line) => line.replace(/<\d\d:([^>]*)>/g, '$1'))).toEqual(columns(rows));
  });

  it('are nothing where there are none', () => {
    expect(columns([])).toEqual([]);
    expect(columns([[]])).toEqual(['']);
  });
});
