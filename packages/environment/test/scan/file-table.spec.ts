import { expect, it } from '@jest/globals';
import {
  addFile,
  addFolder,
  createFileTable,
  mergeTables,
} from '../../src/scan/walk/file-table.js';
import { createPathReader } from '../../src/scan/walk/path-of.js';

it('grows, merges, and keeps every path', () => {
  const facts = { size: 5, blocks: 8, dev: 1, ino: 2, mtimeMs: 3, ctimeMs: 4 };
  const tables = ['/one', '/zwei/ä'].map((root) => {
    const table = createFileTable(1, 1, 1);
    for (let index = 0; index < 50; index += 1) {
      const folder = addFolder(table, `${root}/${index}`);
      addFile(table, { folder, name: `f-ö-${index}` }, { ...facts, ino: index });
    }
    return table;
  });
  const merged = mergeTables(tables);
  const paths = createPathReader(merged, '/');
  expect([merged.count, merged.folderCount]).toEqual([100, 100]);
  for (const row of [0, 49, 50, 99]) {
    const root = row < 50 ? '/one' : '/zwei/ä';
    expect(paths.path(row)).toBe(`${root}/${row % 50}/f-ö-${row % 50}`);
    expect([merged.ino[row], merged.disk[row], merged.ctimeMs[row]]).toEqual([row % 50, 5, 4]);
  }
});
