import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { scanDuplicates } from '../../src/index.js';

const workerFile = join(tempFolder(), 'scan-worker.cjs');

beforeAll(() => {
  buildSync({
    entryPoints: [join(import.meta.dirname, '../../src/scan/duplicates/scan-worker.ts')],
    outfile: workerFile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
});

afterAll(() => fs.rmSync(workerFile));

/** Sizes around the borders of what is read at once: a block, a small file, a sample. */
const sizes = fc.constantFrom(1, 5, 300, 4096, 8192, 8193, 65_536, 65_537, 300_000);
const change = fc.constantFrom('none', 'head', 'middle', 'tail');
const entry = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('file' as const), size: sizes, change }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('link' as const), to: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('symlink' as const), to: fc.nat(30) }) },
);
const tree = fc.array(fc.tuple(fc.nat(4), entry), { minLength: 2, maxLength: 30 });

type Tree = (typeof tree)['generate'] extends (...args: never) => { value: infer T } ? T : never;

function write(entries: Tree): string {
  const root = tempFolder();
  const written: string[] = [];
  entries.forEach(([folder, one], index) => {
    const path = join(root, ...['a', 'b', 'c', 'd'].slice(0, folder), `f${index}`);
    fs.mkdirSync(join(path, '..'), { recursive: true });
    const target = one.kind === 'file' ? undefined : written[one.to % (written.length || 1)];
    if (one.kind === 'file') {
      const content = Buffer.alloc(one.size, 1);
      const at = { head: 0, middle: one.size >> 1, tail: one.size - 1 };
      if (one.change !== 'none') content[at[one.change]] = 2;
      fs.writeFileSync(path, content);
      written.push(path);
    } else if (target !== undefined) {
      if (one.kind === 'link') fs.linkSync(target, path);
      else fs.symlinkSync(target, path);
    }
  });
  return root;
}

/** Reads everything, and compares contents as keys. */
function oracle(root: string): string[][] {
  const inodes = new Map<number, string[]>();
  for (const name of fs.readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const path = join(root, name);
    const stat = fs.lstatSync(path);
    if (stat.isFile()) inodes.set(stat.ino, [...(inodes.get(stat.ino) ?? []), path]);
  }
  const contents = new Map<string, string[]>();
  for (const names of inodes.values()) {
    const content = fs.readFileSync(names[0] as string, 'latin1');
    contents.set(content, [...(contents.get(content) ?? []), names.sort().join(' = ')]);
  }
  return [...contents.values()].filter(({ length }) => length > 1).map((files) => files.sort());
}

async function groupsOf(root: string, options: { threads: number; cacheFile?: string }) {
  const now = () => new Date(Date.now() + 60_000);
  const result = await scanDuplicates({ paths: [root], cwd: '/', workerFile, now, ...options });
  expect(result.problems).toEqual([]);
  return result.groups.map(({ files, hardLinks }) =>
    files
      .map((file) => [file, ...(hardLinks.find((link) => link.file === file)?.names ?? [])])
      .map((names) => names.sort().join(' = '))
      .sort(),
  );
}

const sorted = (groups: string[][]) => groups.map((files) => files.join('\n')).sort();

it('finds in any tree what reading everything finds, with and without a cache', async () => {
  await fc.assert(
    fc.asyncProperty(tree, async (entries) => {
      const root = write(entries);
      const wanted = sorted(oracle(root));
      const cacheFile = join(tempFolder(), 'cache.bin');
      expect(sorted(await groupsOf(root, { threads: 1, cacheFile }))).toEqual(wanted);
      expect(sorted(await groupsOf(root, { threads: 1, cacheFile }))).toEqual(wanted);
      fs.rmSync(root, { recursive: true });
    }),
    { numRuns: 25 },
  );
});

it('finds the same with helping threads, in a tree that takes them', async () => {
  const root = tempFolder();
  for (let folder = 0; folder < 1200; folder += 1) {
    const path = join(root, `d${folder % 40}`, `e${folder}`);
    fs.mkdirSync(path, { recursive: true });
    for (const name of ['x', 'y']) fs.writeFileSync(join(path, name), `${name}${folder % 300}`);
  }
  for (const name of ['l1', 'l2', 'l3']) fs.writeFileSync(join(root, name), Buffer.alloc(3e6, 5));
  expect(sorted(await groupsOf(root, { threads: 3 }))).toEqual(sorted(oracle(root)));
  fs.rmSync(root, { recursive: true });
});
