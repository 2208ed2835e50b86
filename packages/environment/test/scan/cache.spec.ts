import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { scanDuplicates, type DuplicatesOptions } from '../../src/index.js';
import { treeOf } from './tree.js';

/** A scan a minute later: what changed in the last two seconds is not kept. */
function scan(root: string, options: Partial<DuplicatesOptions> = {}) {
  const now = () => new Date(Date.now() + 60_000);
  return scanDuplicates({ paths: [root], cwd: '/', now, ...options });
}

describe('the cache of comparisons', () => {
  it('spares the next scan the reading, and gives the same answer', async () => {
    const large = Buffer.alloc(200_000, 1);
    const root = treeOf({ a: 'same', b: 'same', c: 'else', d: large, e: large });
    const cacheFile = join(tempFolder(), 'cache.bin');
    const first = await scan(root, { cacheFile });
    const next = await scan(root, { cacheFile });
    expect(first.summary.readBytes).toBeGreaterThan(400_000);
    expect(next.summary.readBytes).toBe(0);
    expect(next.groups).toEqual(first.groups.map((group) => ({ ...group, proof: 'cache' })));
  });

  it('reads a size again when one of its files was changed, replaced or added', async () => {
    const root = treeOf({ a: 'same', b: 'same' });
    const cacheFile = join(tempFolder(), 'cache.bin');
    await scan(root, { cacheFile });
    fs.writeFileSync(join(root, 'b'), 'SAME');
    fs.writeFileSync(join(root, 'c'), 'SAME');
    const { groups } = await scan(root, { cacheFile });
    expect(groups.map(({ files, proof }) => [files, proof])).toEqual([
      [[join(root, 'b'), join(root, 'c')], 'bytes'],
    ]);
  });

  it('does not trust a file that changed just before the scan', async () => {
    const root = treeOf({ a: 'same', b: 'same' });
    const cacheFile = join(tempFolder(), 'cache.bin');
    await scan(root, { cacheFile, now: () => new Date() });
    expect((await scan(root, { cacheFile })).groups).toMatchObject([{ proof: 'bytes' }]);
  });

  it('is thrown away when it is damaged', async () => {
    const root = treeOf({ a: 'same', b: 'same' });
    const cacheFile = join(tempFolder(), 'cache.bin');
    await scan(root, { cacheFile });
    const bytes = fs.readFileSync(cacheFile);
    bytes[40] = (bytes[40] as number) ^ 1;
    for (const damaged of [bytes, bytes.subarray(0, 30), Buffer.from('text'), Buffer.alloc(0)]) {
      fs.writeFileSync(cacheFile, damaged);
      expect((await scan(root, { cacheFile })).groups).toMatchObject([{ proof: 'bytes' }]);
      expect((await scan(root, { cacheFile })).groups).toMatchObject([{ proof: 'cache' }]);
    }
  });

  it('keeps what it knows of other places', async () => {
    const [one, two] = [treeOf({ a: 'same', b: 'same' }), treeOf({ a: 'more', b: 'more' })];
    const cacheFile = join(tempFolder(), 'cache.bin');
    for (const root of [one, two]) await scan(root, { cacheFile });
    for (const root of [one, two]) {
      expect((await scan(root, { cacheFile })).groups).toMatchObject([{ proof: 'cache' }]);
    }
  });

  it('does the scan no harm when it cannot be written', async () => {
    const root = treeOf({ a: 'same', b: 'same' });
    const failures: Error[] = [];
    const result = await scan(root, {
      cacheFile: join(root, 'a', 'cache.bin'),
      onCacheFailure: (error) => failures.push(error),
    });
    expect(result.groups).toHaveLength(1);
    expect(failures).toMatchObject([{ code: 'file.permission' }]);
  });
});
