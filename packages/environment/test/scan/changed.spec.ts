import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { createComparison, label } from '../../src/scan/duplicates/comparison.js';
import { createSamples } from '../../src/scan/duplicates/samples.js';
import { createSmallGroups } from '../../src/scan/duplicates/small-groups.js';
import { createPathReader } from '../../src/scan/walk/path-of.js';
import { cell, createShare } from '../../src/scan/walk/share.js';
import { createWalker } from '../../src/scan/walk/walker.js';
import { treeOf } from './tree.js';

function walked(root: string) {
  const share = createShare();
  Atomics.store(share.control, cell.pending, 1);
  const options = { minSize: 1, extensions: null, exclude: [], devices: null, separator: '/' };
  const walker = createWalker(share, 0, { ...options, roots: [root], start: [root] });
  expect(walker.work(Infinity)).toBe('over');
  return { table: walker.table, paths: createPathReader(walker.table, '/') };
}

describe('a file that is not any more what the walk saw', () => {
  it.each([
    ['has other times', (file: string) => fs.utimesSync(file, 1, 1), 'changed'],
    ['is shorter', (file: string) => fs.truncateSync(file, 2), 'changed'],
    ['is longer', (file: string) => fs.appendFileSync(file, 'more'), 'changed'],
    ['is gone', (file: string) => fs.rmSync(file), 'unread'],
    [
      'is a link now',
      (file: string) => {
        fs.renameSync(file, `${file}.away`);
        fs.symlinkSync(`${file}.away`, file);
      },
      'unread',
    ],
  ] as const)('%s: it is in no group and is told', (_, change, why) => {
    const root = treeOf({ a: 'same', b: 'same', c: 'same' });
    const { table, paths } = walked(root);
    const comparison = createComparison([[0, 1, 2]], { table, separator: '/' });
    change(paths.text(1));
    const problems: Parameters<typeof createSmallGroups>[2] = [];
    createSmallGroups(comparison, paths, problems).compare(0);
    const { labels } = comparison;
    expect(problems).toMatchObject([{ row: 1 }]);
    expect([labels[0], labels[1], labels[2]]).toEqual([1, label[why], 1]);
  });

  it('has no sample when it is shorter', () => {
    const root = treeOf({ a: Buffer.alloc(100_000, 1) });
    const { table, paths } = walked(root);
    const comparison = createComparison([[0]], { table, separator: '/' });
    fs.truncateSync(join(root, 'a'), 10);
    const problems: Parameters<typeof createSamples>[2] = [];
    createSamples(comparison, paths, problems).take(0);
    expect([problems, comparison.labels[0]]).toEqual([[{ row: 0, code: null }], label.changed]);
  });
});
