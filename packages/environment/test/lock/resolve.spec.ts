import { afterEach, describe, expect, it } from '@jest/globals';
import { askFacts } from '../../src/versions/facts/ask-facts.js';
import { signatureKeys } from '../../src/versions/facts/signature-keys.js';
import { packagesOfWish, resolveWish } from '../../src/lock/resolve-wish.js';
import type { VersionPolicy } from '../../src/lock/policy.js';
import type { LockedTool } from '../../src/lock/types.js';
import type { ToolWish } from '../../src/lock/wish.js';
import { hostWith } from '../support/host.js';
import {
  integrityOf,
  keyid,
  lockRegistry,
  type LockRegistry,
  type TestPackages,
} from '../../../core/test/support/lock-registry.js';
import { tree } from '../support/tree.js';

const codex = { manager: 'npm' as const, name: '@openai/codex' };
const wish = (changes: Partial<ToolWish> = {}): ToolWish => ({
  tool: 'codex',
  named: null,
  usual: codex,
  range: '^0.169.0',
  extras: [],
  path: [],
  rangePath: null,
  ...changes,
});
const old = '2026-11-01T00:00:00.000Z';
const two = (): TestPackages => ({
  '@openai/codex': { versions: { '0.169.0': { at: old }, '0.169.1': { at: old } } },
});

let registry: LockRegistry;
afterEach(() => registry.close());

const policy: VersionPolicy = { cooldownMs: 24 * 3_600_000, signatures: 'check' };

async function machine(packages: TestPackages) {
  registry = await lockRegistry(packages);
  const folder = tree();
  let minutes = 0;
  const waits: number[] = [];
  const host = hostWith([], {
    env: { npm_config_registry: registry.url },
    now: () => new Date(Date.UTC(2026, 10, 25, 10, minutes)),
  });
  const sleep = async (ms: number) => void waits.push(ms);
  const resolve = async (
    wished = wish(),
    {
      locked,
      update = false,
      ...rules
    }: { locked?: LockedTool; update?: boolean } & Partial<VersionPolicy> = {},
  ) => {
    const facts = await askFacts(packagesOfWish(wished, locked), {
      folder,
      host,
      sleep,
      deadlineMs: 1000,
    });
    const keys = signatureKeys({ host });
    const context = { facts, keys, policy: { ...policy, ...rules }, now: host.now() };
    return resolveWish({ wish: wished, locked, update }, context);
  };
  const lock = async (...args: Parameters<typeof resolve>) => {
    const resolved = await resolve(...args);
    if (resolved.kind === 'refused') throw new Error(resolved.message);
    return resolved;
  };
  return { resolve, lock, waits, pass: (more: number) => (minutes += more) };
}

describe('a tool of npm', () => {
  it('is locked with version, hash, time and the key of its signature', async () => {
    const { lock } = await machine(two());
    expect((await lock()).locked).toEqual({
      channel: 'npm',
      package: '@openai/codex',
      range: '^0.169.0',
      version: '0.169.1',
      publishedAt: old,
      integrity: { any: [integrityOf('@openai/codex', '0.169.1')] },
      signedBy: keyid,
      extras: [],
      lastKnownGood: null,
    });
  });

  it('stays as it is locked, until an update is asked for, which keeps what was good', async () => {
    const { lock } = await machine(two());
    const { locked } = await lock(wish({ range: '0.169.0' }));
    const kept = await lock(wish(), { locked });
    expect(kept.locked).toEqual({ ...locked, range: '^0.169.0' });
    const { lastKnownGood, version } = (await lock(wish(), { locked, update: true })).locked;
    expect([version, lastKnownGood?.version, lastKnownGood?.integrity]).toEqual([
      '0.169.1',
      '0.169.0',
      locked.integrity,
    ]);
  });

  it('is asked for once in an hour, and with the ETag after that', async () => {
    const { lock, pass } = await machine(two());
    await lock();
    await lock();
    pass(61);
    await lock();
    expect(registry.asked()).toEqual([
      'GET /@openai%2fcodex',
      'GET /-/npm/v1/keys',
      'GET /-/npm/v1/keys',
      'GET /@openai%2fcodex with ETag',
      'GET /-/npm/v1/keys',
    ]);
  });

  it('is refused when the registry has other files for the locked version, whatever is asked for', async () => {
    const { lock, resolve, pass } = await machine(two());
    const { locked } = await lock(wish({ range: '0.169.0' }));
    registry.packages['@openai/codex']!.versions['0.169.0'] = { at: old, files: 'evil' };
    pass(61);
    for (const update of [false, true]) {
      expect(await resolve(wish(), { locked, update })).toMatchObject({
        kind: 'refused',
        code: 'lockfile.tampered',
        message: expect.stringContaining('the files of 0.169.0 are not those that were locked'),
      });
    }
  });

  it.each([
    ['right', 'check', keyid],
    ['right', 'require', keyid],
    ['none', 'check', null],
    ['none', 'require', 'it has no signature, and the configuration requires one'],
    ['wrong', 'check', 'its signature is wrong: it does not fit the package'],
    ['wrong', 'require', 'its signature is wrong: it does not fit the package'],
    ['unknown-key', 'check', null],
    ['unknown-key', 'require', 'signed by a key that the registry does not name'],
  ] as const)('with the signature %s under %s: %s', async (signature, signatures, outcome) => {
    const versions = { '0.169.0': { at: old, signature } };
    const { resolve } = await machine({ '@openai/codex': { versions } });
    const resolved = await resolve(wish(), { signatures });
    if (resolved.kind === 'locked') {
      expect(resolved.locked.signedBy).toBe(outcome);
      expect(resolved.notes.map(({ kind }) => kind)).toEqual(
        signature === 'unknown-key' ? ['not-verified'] : [],
      );
    } else {
      expect([resolved.code, resolved.message]).toEqual([
        'version.unsigned',
        expect.stringContaining(outcome ?? '?'),
      ]);
    }
  });

  it('that was signed is not replaced by one that is not', async () => {
    const packages = two();
    packages['@openai/codex']!.versions['0.169.1'] = { at: old, signature: 'none' };
    const { lock, resolve } = await machine(packages);
    const { locked } = await lock(wish({ range: '0.169.0' }));
    expect(await resolve(wish(), { locked, update: true })).toMatchObject({
      code: 'version.unsigned',
      message: '@openai/codex 0.169.1: it has no signature, and the locked version has one',
    });
  });

  it('waits as long as the registry says, and no longer than 30 s', async () => {
    const { lock, resolve, waits, pass } = await machine(two());
    registry.replies.push(
      { status: 429, headers: { 'retry-after': '7' } },
      { status: 503, headers: { 'retry-after': '1' } },
    );
    await lock();
    expect(waits).toEqual([7000, 1000]);
    pass(61);
    registry.replies.push({ status: 429, headers: { 'retry-after': '600' } });
    expect(await resolve()).toMatchObject({
      code: 'registry.unavailable',
      message: '@openai/codex of npm: the registry answered 429, and to ask again in 600 s',
    });
  });

  it('that cannot be asked about stays locked, and is not chosen anew', async () => {
    const { lock, resolve, pass } = await machine(two());
    const { locked } = await lock();
    pass(61);
    registry.replies.push({ status: 500 }, { status: 200, body: '[]' });
    expect(await lock(wish(), { locked })).toMatchObject({
      locked,
      notes: [{ kind: 'not-asked' }],
    });
    expect(await resolve(wish({ range: '^0.170.0' }), { locked })).toMatchObject({
      code: 'registry.unavailable',
      message: '@openai/codex of npm: the registry answered with something else',
    });
  });

  it('that nobody has, and a range that no version is in, are told', async () => {
    const { resolve } = await machine(two());
    expect(await resolve(wish({ usual: { manager: 'npm', name: 'no-such' } }))).toMatchObject({
      code: 'version.unresolved',
      message: 'no-such of npm is not in the registry',
    });
    expect(await resolve(wish({ range: '^9' }))).toMatchObject({
      code: 'version.unresolved',
      message: '@openai/codex of npm (^9) has no version of that range',
    });
  });

  it('comes with its extras, each with its own hash', async () => {
    const { lock } = await machine({ ...two(), plugin: { versions: { '2.0.0': { at: old } } } });
    const { extras } = (await lock(wish({ extras: ['plugin'] }))).locked;
    expect(extras).toEqual([
      {
        package: 'plugin',
        version: '2.0.0',
        publishedAt: old,
        integrity: { any: [integrityOf('plugin', '2.0.0')] },
        signedBy: keyid,
      },
    ]);
  });
});

describe('a tool of a manager that keeps no older versions', () => {
  it('has its channel locked, and its version where it is pinned; nobody is asked', async () => {
    const { lock } = await machine({});
    const brew = wish({ usual: { manager: 'brew', name: 'ollama' }, range: null });
    const { locked, notes } = await lock(brew);
    expect([locked.channel, locked.version, notes[0]?.kind]).toEqual(['brew', null, 'open']);
    expect((await lock({ ...brew, range: '0.9.1' })).locked.version).toBe('0.9.1');
    expect(registry.asked()).toEqual([]);
  });
});
