import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as fs from 'node:fs';
import { parseLock, readLock } from '../../src/lock/read-lock.js';
import type { AimLock, LockedTool } from '../../src/lock/types.js';
import { lockText } from '../../src/lock/write-lock.js';
import { tree } from '../support/tree.js';

const hash = fc.stringMatching(/^[0-9a-f]{64}$/).map((hex) => `sha256:${hex}`);
const hashes = fc.uniqueArray(hash, { minLength: 1, maxLength: 3 }).map((all) => all.sort());
const version = {
  version: fc.option(fc.stringMatching(/^[0-9]\.[0-9a-z.]{1,6}$/)),
  publishedAt: fc.constantFrom(null, '2026-11-20T10:00:00.000Z'),
  integrity: fc.dictionary(
    fc.constantFrom('any', 'linux-x64', 'darwin-arm64', 'win32-x64'),
    hashes,
  ),
  signedBy: fc.option(fc.string()),
};
const name = fc.string({ minLength: 1 });
const extras = fc
  .uniqueArray(fc.record({ package: name, ...version }), {
    selector: (each) => each.package,
    maxLength: 3,
  })
  .map((all) => all.sort((a, b) => (a.package < b.package ? -1 : 1)));
const tool: fc.Arbitrary<LockedTool> = fc.record({
  channel: fc.constantFrom<LockedTool['channel']>('npm', 'pipx', 'brew', 'choco'),
  package: name,
  range: fc.option(fc.string()),
  ...version,
  extras,
  lastKnownGood: fc.option(fc.record(version)),
});
const lock: fc.Arbitrary<AimLock> = fc.record({
  lockVersion: fc.constant(1 as const),
  tools: fc.dictionary(fc.string(), tool, { maxKeys: 5 }),
});

describe('a lock', () => {
  it('reads as it was written, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(lock, async (any) => {
        const read = await parseLock('aim_lock.json', lockText(any));
        expect(read).toEqual({ lock: any, problems: [] });
      }),
    );
  });

  it('has the same bytes whatever the order in which it was made', () => {
    fc.assert(
      fc.property(lock, fc.infiniteStream(fc.nat()), (any, order) => {
        const shuffled = Object.entries(any.tools)
          .map((entry) => [order.next().value as number, entry] as const)
          .sort(([a], [b]) => a - b)
          .map(([, [id, block]]) => [id, reversed(block)] as const);
        expect(lockText({ tools: Object.fromEntries(shuffled), lockVersion: 1 })).toBe(
          lockText(any),
        );
      }),
    );
  });

  it('is absent, or its faults are told with their places and it is kept', async () => {
    const root = tree({ 'aim_lock.json': '' });
    const file = `${root}/aim_lock.json`;
    expect(await readLock(`${root}/none.json`)).toBeUndefined();
    const text = `{
  "lockVersion": 1,
  "tools": {
    "codex": {
      "chanel": "npm",
      "channel": "nmp",
      "package": "@openai/codex",
      "range": null,
      "version": 1,
      "publishedAt": "yesterday",
      "integrity": { "amiga": ["sha256:00"] },
      "signedBy": null,
      "extras": [],
      "lastKnownGood": null
    },
    "codex": {}
  }
}
`;
    fs.writeFileSync(file, text.replace('"codex": {}', '"other": {}'));
    const lines = await problemsOf(file);
    expect(lines).toEqual(
      expect.arrayContaining([
        `${file}:5:7: tools.codex.chanel: unknown key`,
        expect.stringContaining(`${file}:6:7: tools.codex.channel: expected one of npm, pnpm`),
        `${file}:9:7: tools.codex.version: expected string,null, found number 1`,
        expect.stringContaining(
          `${file}:10:7: tools.codex.publishedAt: expected text that matches`,
        ),
        expect.stringContaining(`${file}:11:`),
        expect.stringContaining(`${file}:16:5: tools.other: expected the key channel, found none`),
      ]),
    );
    expect(fs.readFileSync(file, 'utf8')).toContain('"amiga"');
    fs.writeFileSync(file, '{ "lockVersion": 1, "tools": {}, "tools": {} }');
    expect(await problemsOf(file)).toEqual([
      `${file}:1:34: tools: expected each key once, found it a second time`,
    ]);
  });

  it.each([
    ['{ "lockVersion": 1,\n<<<<<<< HEAD\n', ':2:1: expected JSON, found the marks of a merge'],
    ['', ':1:1: expected JSON: the file is empty'],
    ['{ "lockVersion": 2, "tools": {} }', ':1:3: lockVersion: expected one of 1, found number 2'],
  ])('%j is refused', async (text, problem) => {
    const file = `${tree({ 'aim_lock.json': text })}/aim_lock.json`;
    expect((await problemsOf(file))[0]).toContain(problem);
  });
});

function reversed<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).reverse()) as T;
}

async function problemsOf(file: string): Promise<string[]> {
  const error = await readLock(file).then(
    () => undefined,
    (thrown: unknown) => thrown as { code: string; message: string },
  );
  expect(error?.code).toBe('lockfile.invalid');
  return error?.message.split('\n') ?? [];
}
