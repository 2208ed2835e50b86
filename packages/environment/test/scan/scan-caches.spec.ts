import { describe, expect, it } from '@jest/globals';
import { loadDirectories, type Host } from '@aim/core';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { scanCaches, type CacheScanOptions } from '../../src/index.js';
import { hostWith } from '../support/host.js';
import { link, tree, type Entry } from '../support/tree.js';

const owners = await loadDirectories();
const tag = 'Signature: 8a477f597d28d172789f06886806bc55\n';
const text = 'x'.repeat(10_000);

/** The home of somebody who works in `home/work`. */
async function scan(
  files: Record<string, Entry>,
  options: CacheScanOptions & { env?: Host['env'] } = {},
) {
  const top = tree(files);
  const [home, cwd] = [join(top, 'home'), join(top, 'home/work')];
  fs.mkdirSync(cwd, { recursive: true });
  const { env = {}, ...rest } = options;
  const host = hostWith([], { home, cwd, env });
  const inTop = (path: string) => path.replaceAll('TOP', top);
  const absolute = {
    ...rest,
    ...(rest.paths && { paths: rest.paths.map(inTop) }),
    ...(rest.roots && { roots: rest.roots.map(inTop) }),
  };
  host.env = Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, inTop(value ?? '')]),
  );
  const { caches, problems, roots } = await scanCaches(owners, host, absolute);
  const short = (path: string) => path.replace(`${top}/`, '');
  return {
    caches: caches.map((cache) => ({
      ...cache,
      path: short(cache.path),
      holds: cache.holds.map(({ path, why }) => `${why} ${short(path)}`),
    })),
    problems: problems.map(({ kind, path }) => `${kind} ${short(path)}`),
    roots: roots.map(short),
  };
}

const rows = ({ caches }: Awaited<ReturnType<typeof scan>>) =>
  caches.map(({ id, path, safety }) => `${id} ${path} ${safety}`).sort();

describe('the caches of the catalogue', () => {
  it('are told with their size, their owner, and how they are cleaned', async () => {
    const { caches } = await scan({ 'home/.npm/_cacache/content-v2/sha512/aa': text });
    expect(caches).toEqual([
      expect.objectContaining({
        id: 'npm-cache',
        owner: { id: 'npm', name: 'npm' },
        safety: 'regenerable',
        path: 'home/.npm/_cacache',
        proof: 'It is where npm keeps it.',
        size: expect.objectContaining({ files: 1, apparentBytes: 10_000, allocatedBytes: 12_288 }),
        holds: [],
        clean: ['npm', 'cache', 'clean', '--force'],
      }),
    ]);
  });

  it('tell what lies in them and must not go', async () => {
    const { caches } = await scan({
      'home/.cache/pip/http-v2/a': 'a',
      'home/.cache/pip/token': 'hf_x',
      'home/.claude/file-history/a/b': 'what undo needs',
      'home/.claude/debug/log': 'log',
    });
    expect(caches.map(({ path, holds }) => [path, holds]).sort()).toEqual([
      ['home/.cache/pip', ['credential home/.cache/pip/token']],
      ['home/.claude/debug', []],
      ['home/.claude/file-history', ['kept home/.claude/file-history/a']],
    ]);
  });

  it('count once what lies in another, and say when that has to stay', async () => {
    const found = await scan(
      {
        'home/.cache/pip/http-v2/a': text,
        'home/.cache/pip/uv/b': text,
        'home/.cache/pip/tools/c': 'c',
      },
      { env: { UV_CACHE_DIR: 'TOP/home/.cache/pip/uv', UV_TOOL_DIR: 'TOP/home/.cache/pip/tools' } },
    );
    expect(found.caches).toEqual([
      expect.objectContaining({
        id: 'pip',
        size: expect.objectContaining({ files: 3, apparentBytes: 20_001 }),
        holds: ['own-directory home/.cache/pip/tools'],
      }),
    ]);
  });

  it('count a file with several names once, and as free only when all names go', async () => {
    const { caches } = await scan({
      'home/.cache/uv/a': text,
      'home/.cache/uv/b': { hardLink: 'home/.cache/uv/a' },
      'home/.cache/uv/c': text,
      'home/work/.venv/c': { hardLink: 'home/.cache/uv/c' },
    });
    expect(caches[0]?.size).toMatchObject({
      files: 3,
      apparentBytes: 20_000,
      allocatedBytes: 24_576,
      freeableBytes: 12_288,
    });
  });

  it('are not looked for behind a link', async () => {
    const found = await scan({
      'disk/pip/http-v2/a': text,
      'disk/npm/_cacache/a': text,
      'home/.cache/pip': link('/disk/pip'),
      'home/.npm': link('/disk/npm'),
      'home/.cache/uv/out': link('/disk'),
    });
    expect(found.caches.map(({ id, size }) => [id, size.apparentBytes < 10_000])).toEqual([
      ['uv-cache', true],
    ]);
    expect(found.problems).toEqual(['link home/.npm/_cacache', 'link home/.cache/pip']);
  });

  it('are proven by a mark where only a variable names the place', async () => {
    const files = { 'home/code/uv/main.rs': text, 'home/code/pip/CACHEDIR.TAG': tag };
    const env = { UV_CACHE_DIR: 'TOP/home/code/uv', PIP_CACHE_DIR: 'TOP/home/code/pip' };
    const { caches } = await scan(files, { env });
    expect(caches.map(({ id, proof }) => [id, proof])).toEqual([
      ['uv-cache', null],
      ['pip', 'It is where pip keeps it.'],
    ]);
  });

  it('are those below the paths that are named, and no others', async () => {
    const files = { 'home/.cache/pip/a': text, 'home/.npm/_cacache/a': text };
    expect(rows(await scan(files, { paths: ['TOP/home/.npm'] }))).toEqual([
      'npm-cache home/.npm/_cacache regenerable',
    ]);
  });
});

describe('the caches of projects', () => {
  const project: Record<string, Entry> = {
    'home/work/a/__pycache__/m.cpython-312.pyc': text,
    'home/work/a/.mypy_cache/3.12/m.json': text,
    'home/work/a/.pytest_cache/v/cache/lastfailed': '{}',
    'home/work/a/.ruff_cache/0.9.1/x': 'x',
    'home/work/a/node_modules/.cache/babel/x.json': '{}',
    'home/work/a/.eslintcache': '[{"/a.js":"1"}]',
    'home/work/a/tsconfig.tsbuildinfo': '{"fileNames":[]}',
    'home/work/a/.next/cache/webpack/x': 'x',
  };

  it('are found by name and proven by content', async () => {
    expect(rows(await scan(project))).toEqual([
      'eslint home/work/a/.eslintcache regenerable',
      'mypy home/work/a/.mypy_cache regenerable',
      'next home/work/a/.next/cache regenerable',
      'node-modules-cache home/work/a/node_modules/.cache regenerable',
      'pytest home/work/a/.pytest_cache regenerable',
      'python-bytecode home/work/a/__pycache__ regenerable',
      'ruff home/work/a/.ruff_cache regenerable',
      'typescript home/work/a/tsconfig.tsbuildinfo regenerable',
    ]);
  });

  it('are not proven by a name', async () => {
    const files = {
      'home/work/__pycache__/notes.txt': 'mine',
      'home/work/.mypy_cache/thesis.docx': 'mine',
      'home/work/.eslintcache': 'mine',
      'home/work/x.tsbuildinfo': 'mine',
    };
    for (const { safety, proof } of (await scan(files)).caches)
      expect([safety, proof]).toEqual(['unproven', null]);
  });

  it('are not looked for in repositories, installed packages and what was found', async () => {
    const files = {
      'home/work/.git/hooks/__pycache__/a.pyc': 'a',
      'home/work/.venv/lib/python3.12/site-packages/p/__pycache__/a.pyc': 'a',
      'home/work/node_modules/p/node_modules/.cache/a/a': 'a',
      'home/work/node_modules/p/__pycache__/a.pyc': 'a',
      'home/.local/share/uv/tools/ruff/__pycache__/a.pyc': 'a',
      'home/work/.mypy_cache/3.12/__pycache__/a.pyc': 'a',
    };
    const found = await scan(files, { roots: ['TOP/home'] });
    expect(rows(found).filter((row) => !row.startsWith('uv-data'))).toEqual([
      'mypy home/work/.mypy_cache regenerable',
    ]);
  });

  it('count once below roots that are given twice or lie in each other', async () => {
    const found = await scan(project, {
      roots: ['TOP/home/work/a', 'TOP/home/work', 'TOP/home/work/'],
    });
    expect(found.roots).toEqual(['home/work']);
    expect(found.caches).toHaveLength(8);
  });

  it('take configured patterns, and refuse those that leave the root or name what is no cache', async () => {
    const patterns = [
      'node_modules\\.cache',
      '.eslintcache',
      '.tsbuildinfo',
      'my-cache',
      'tagged',
      '../x',
      '/etc',
      '.git/objects',
      'dist',
      '**',
      '*',
      '',
    ];
    const files = { ...project, 'home/work/my-cache/a': 'a', 'home/work/tagged/CACHEDIR.TAG': tag };
    const found = await scan(files, { patterns });
    expect(rows(found)).toEqual([
      'eslint home/work/a/.eslintcache regenerable',
      'node-modules-cache home/work/a/node_modules/.cache regenerable',
      'pattern:my-cache home/work/my-cache unproven',
      'pattern:tagged home/work/tagged regenerable',
      'typescript home/work/a/tsconfig.tsbuildinfo regenerable',
    ]);
    expect(found.problems).toEqual(
      ['../x', '/etc', '.git/objects', 'dist', '**', '*', ''].map((each) => `pattern ${each}`),
    );
  });

  it('tell a root that is missing', async () => {
    expect((await scan({}, { paths: ['TOP/home/gone'] })).problems).toEqual(['missing home/gone']);
  });
});
