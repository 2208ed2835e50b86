import { afterEach, describe, expect, it } from '@jest/globals';
import { loopbackServer, type LoopbackServer } from '../../../core/test/support/loopback-server.js';
import { lockDifferences } from '../../src/lock/frozen.js';
import { packagesOfWish, resolveWish } from '../../src/lock/resolve-wish.js';
import { lockedTarget } from '../../src/lock/targets.js';
import type { LockedTool } from '../../src/lock/types.js';
import type { ToolWish } from '../../src/lock/wish.js';
import { askFacts } from '../../src/versions/facts/ask-facts.js';
import { wheelPlatforms } from '../../src/versions/facts/wheel-platforms.js';
import { hostWith } from '../support/host.js';
import { tree } from '../support/tree.js';

const hex = (digit: string) => digit.repeat(64);
const old = '2026-11-01T00:00:00Z';
const file = (filename: string, digit: string, changes: object = {}) => ({
  filename,
  hashes: { sha256: hex(digit) },
  'upload-time': old,
  yanked: false,
  ...changes,
});

const aider: ToolWish = {
  tool: 'aider',
  named: null,
  usual: { manager: 'pipx', name: 'Aider_Chat' },
  range: '>=0.80',
  extras: [],
  path: [],
  rangePath: null,
};

let index: LoopbackServer | undefined;
afterEach(() => index?.close());

/** An index that answers as PEP 691 and PEP 700 say. */
async function withIndex(files: () => object[]) {
  index = await loopbackServer(({ url }) => {
    if (url !== '/simple/aider-chat/') return { status: 404 };
    return {
      status: 200,
      body: {
        meta: { 'api-version': '1.1' },
        name: 'aider-chat',
        versions: ['0.80', '0.81'],
        files: files(),
      },
    };
  });
  const env = { UV_DEFAULT_INDEX: `${index.origin}/simple/` };
  const host = hostWith([], { env, now: () => new Date('2026-11-25T10:00:00.000Z') });
  return async (wish: ToolWish = aider, locked?: LockedTool) => {
    const facts = await askFacts(packagesOfWish(wish, locked), { folder: tree(), host });
    const policy = { cooldownMs: 24 * 3_600_000, signatures: 'require' as const };
    const context = { facts, keys: () => Promise.resolve([]), policy, now: host.now() };
    return resolveWish({ wish, locked, update: false }, context);
  };
}

const files = [
  file('aider_chat-0.80-py3-none-any.whl', 'a'),
  file('aider_chat-0.81-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl', 'b'),
  file('aider_chat-0.81-cp312-cp312-macosx_11_0_universal2.whl', 'c'),
];

describe('a tool of the Python index', () => {
  it('is locked with the hashes of its files by platform, and by its one name', async () => {
    const resolve = await withIndex(() => files);
    const resolved = await resolve();
    if (resolved.kind !== 'locked') throw new Error(resolved.message);
    expect(resolved.locked).toMatchObject({
      version: '0.81',
      publishedAt: '2026-11-01T00:00:00.000Z',
      integrity: {
        'linux-x64': [`sha256:${hex('b')}`],
        'darwin-arm64': [`sha256:${hex('c')}`],
        'darwin-x64': [`sha256:${hex('c')}`],
      },
      signedBy: null,
    });
    const lock = { lockVersion: 1 as const, tools: { aider: resolved.locked } };
    expect(lockDifferences([aider], lock, 'linux-x64')).toEqual([]);
    expect(lockDifferences([aider], lock, 'linux-arm64')).toMatchObject([{ kind: 'platform' }]);
    expect(lockedTarget('aider', resolved.locked, 'linux-x64')).toEqual({
      tool: 'aider',
      manager: 'pipx',
      package: 'Aider_Chat',
      version: '0.81',
      integrity: { kind: 'python', hashes: [`sha256:${hex('b')}`] },
      extras: [],
    });
  });

  it('is held for a file that came later, for one without a time, and is not taken when yanked', async () => {
    let second: object = {};
    const resolve = await withIndex(() => [files[0] as object, { ...files[1], ...second }]);
    for (const young of [
      { 'upload-time': '2026-11-25T09:00:00Z' },
      { 'upload-time': undefined },
      { yanked: 'broken' },
    ]) {
      second = young;
      expect(await resolve()).toMatchObject({ locked: { version: '0.80' } });
    }
    expect(await resolve({ ...aider, range: '0.81' })).toMatchObject({
      locked: { version: '0.81' },
      notes: [{ kind: 'withdrawn', message: 'Aider_Chat 0.81 is yanked: broken' }],
    });
  });

  it('may get more files, and none of them may change', async () => {
    let now = files;
    const resolve = await withIndex(() => now);
    const first = await resolve();
    if (first.kind !== 'locked') throw new Error(first.message);
    now = [...files, file('aider_chat-0.81.tar.gz', 'd')];
    expect(await resolve(aider, first.locked)).toMatchObject({ locked: first.locked });
    now = [files[0] as (typeof files)[0], file('aider_chat-0.81-py3-none-any.whl', 'e')];
    expect(await resolve(aider, first.locked)).toMatchObject({ code: 'lockfile.tampered' });
  });
});

describe('the platforms of a file', () => {
  it.each([
    ['x-1.0.tar.gz', ['any']],
    ['x-1.0-py3-none-any.whl', ['any']],
    ['x-1.0-cp312-abi3-musllinux_1_2_aarch64.whl', ['linux-arm64']],
    ['x-1.0-cp312-cp312-win_amd64.whl', ['win32-x64']],
    ['x-1.0-cp312-cp312-win32.whl', ['win32-ia32']],
    ['x-1.0-cp312-cp312-macosx_10_9_x86_64.macosx_11_0_arm64.whl', ['darwin-arm64', 'darwin-x64']],
    ['x-1.0-cp312-cp312-pyodide_2024_0_wasm32.whl', []],
    ['x-1.0-cp312-cp312-linux_constructor.whl', []],
  ])('%s: %j', (name, platforms) => {
    expect(wheelPlatforms(name)).toEqual(platforms);
  });
});
