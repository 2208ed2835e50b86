import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { scanDuplicates, type DuplicatesOptions, type DuplicatesResult } from '../../src/index.js';
import { treeOf } from './tree.js';

function scan(root: string, options: Partial<DuplicatesOptions> = {}): Promise<DuplicatesResult> {
  return scanDuplicates({ paths: [root], cwd: '/', ...options });
}

/** The files of each group by their path below the root. */
function groupsIn(root: string, { groups }: DuplicatesResult): string[][] {
  return groups.map(({ files }) => files.map((file) => file.replace(`${root}/`, '')));
}

describe('scanDuplicates', () => {
  it('finds the files of the same content, and says how much they waste', async () => {
    const root = treeOf({ a: 'twin', 'b/c': 'twin', 'b/d': 'twin', e: 'else', f: 'longer' });
    const result = await scan(root);
    expect(result).toMatchObject({
      roots: [root],
      groups: [{ sizeBytes: 4, wastedBytes: 8, proof: 'bytes', model: null, hardLinks: [] }],
      summary: { scannedFiles: 5, groups: 1, extraCopies: 2, wastedBytes: 8, isPartial: false },
      problems: [],
    });
    expect(groupsIn(root, result)).toEqual([['a', 'b/c', 'b/d']]);
  });

  it('counts the names of one file as one copy, which wastes nothing', async () => {
    const root = treeOf({ a: 'linked', b: 'copied', c: 'copied' });
    fs.linkSync(join(root, 'a'), join(root, 'a2'));
    fs.linkSync(join(root, 'b'), join(root, 'b2'));
    const result = await scan(root);
    expect(result.groups).toMatchObject([
      {
        files: [join(root, 'b'), join(root, 'c')],
        wastedBytes: 6,
        hardLinks: [{ file: join(root, 'b'), names: [join(root, 'b2')] }],
      },
    ]);
    expect(result.summary.scannedFiles).toBe(3);
  });

  it('follows no link, also not one that leads around in a circle', async () => {
    const root = treeOf({ a: 'one', 'folder/b': 'two' });
    fs.symlinkSync(join(root, 'a'), join(root, 'link-to-a'));
    fs.symlinkSync(root, join(root, 'folder/round'));
    expect((await scan(root)).groups).toEqual([]);
  });

  it('counts a file once when roots overlap, repeat, or lead to each other', async () => {
    const root = treeOf({ 'in/a': 'only', 'in/deep/b': 'here' });
    fs.symlinkSync(join(root, 'in'), join(root, 'way-in'));
    const paths = ['.', 'in', './in/', 'in/deep', 'way-in', 'in/a'];
    const result = await scanDuplicates({ paths, cwd: root });
    expect(result).toMatchObject({ groups: [], summary: { scannedFiles: 2 } });
    expect(result.roots).toEqual([root, join(root, 'in'), join(root, 'in/deep')]);
  });

  it('takes files as roots', async () => {
    const root = treeOf({ a: 'same', b: 'same', c: 'same' });
    const result = await scanDuplicates({ paths: ['a', 'b', 'b'], cwd: root });
    expect(groupsIn(root, result)).toEqual([['a', 'b']]);
  });

  it('counts what files with holes take on the disk', async () => {
    const root = treeOf({ a: 'x', b: 'x', c: 'y' });
    for (const name of ['a', 'b']) fs.truncateSync(join(root, name), 8_000_000);
    const { groups } = await scan(root);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({ sizeBytes: 8_000_000 });
    expect(groups[0]?.wastedBytes).toBeLessThan(100_000);
  });

  it('passes over empty files unless told', async () => {
    const root = treeOf({ a: '', b: '' });
    expect((await scan(root)).groups).toEqual([]);
    expect((await scan(root, { minSize: 0 })).groups).toMatchObject([{ wastedBytes: 0 }]);
  });

  it('looks only at files of a size, an extension and a place', async () => {
    const root = treeOf({
      'a.gguf': 'large',
      'b.GGUF': 'large',
      'c.txt': 'large',
      'd.gguf': 'wee',
      'e.gguf': 'wee',
      'node_modules/f.gguf': 'large',
      'kept/old/g.gguf': 'large',
    });
    const result = await scan(root, {
      minSize: 4,
      extensions: ['gguf'],
      exclude: ['node_modules', 'kept/*'],
    });
    expect(groupsIn(root, result)).toEqual([['a.gguf', 'b.GGUF']]);
  });

  it('tells copies in the middle of large files apart', async () => {
    const content = Buffer.alloc(700_000, 7);
    const other = Buffer.from(content);
    other[350_000] = 8;
    const root = treeOf({ a: content, b: content, c: other, d: other, e: content.subarray(1) });
    const result = await scan(root);
    expect(groupsIn(root, result)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(new Set(result.groups.map(({ hash }) => hash)).size).toBe(2);
  });

  it('tells what is not there and what it may not read', async () => {
    const root = treeOf({ a: 'same', b: 'same', c: 'same' });
    const paths = [root, join(root, 'absent')];
    const result = await scanDuplicates({ paths, cwd: '/' });
    expect(result.problems).toEqual([
      { path: join(root, 'absent'), kind: 'missing', message: 'no such file or folder' },
    ]);
    expect(groupsIn(root, result)).toEqual([['a', 'b', 'c']]);
  });

  it('reads names that are no UTF-8', async () => {
    const root = treeOf({ a: 'same' });
    const folder = Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff, 0x64])]);
    fs.mkdirSync(folder);
    fs.writeFileSync(Buffer.concat([folder, Buffer.from([0x2f, 0xfe])]), 'same');
    expect(groupsIn(root, await scan(root))).toEqual([['a', '\ufffdd/\ufffd']]);
  });

  it('gives what it has when it is stopped', async () => {
    const root = treeOf({ a: 'same', b: 'same' });
    const result = await scan(root, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ groups: [], summary: { isPartial: true } });
  });
});
