import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  integrityOf,
  lockRegistry,
  type LockRegistry,
  type TestPackages,
} from '../../../core/test/support/lock-registry.js';
import { user, userConfig, type Entry } from '../support/user.js';

const old = '2026-11-01T00:00:00.000Z';
const lockFile = 'aim/config/aim_lock.json';

let registry: LockRegistry;
afterEach(() => registry.close());

/** A tool as npm leaves it in the prefix `npm` of a home. */
const npmTool = (binary: string, name: string, version: string): Record<string, Entry> => ({
  [`npm/lib/node_modules/${name}/package.json`]: JSON.stringify({
    name,
    version,
    bin: { [binary]: 'cli.js' },
  }),
  [`npm/lib/node_modules/${name}/cli.js`]: { program: '' },
  [`npm/bin/${binary}`]: { link: `../lib/node_modules/${name}/cli.js` },
});

const codexAndEslint = {
  environment: {
    versionPins: { npm: { '@openai/codex': '^0.169.0' } },
    npmGlobal: ['eslint'],
  },
};
const packages = (): TestPackages => ({
  '@openai/codex': {
    versions: { '0.169.0': { at: old }, '0.169.1': { at: old }, '0.170.0': { at: old } },
  },
  eslint: { versions: { '9.39.0': { at: old }, '9.40.0': { at: '2026-11-21T09:00:00.000Z' } } },
});

async function machine(config: object | string, files: Record<string, Entry> = {}) {
  registry = await lockRegistry(packages());
  const text = typeof config === 'string' ? config : `${JSON.stringify(config, null, 2)}\n`;
  const who = user({ ...files, [userConfig]: text }, { npm_config_registry: registry.url });
  const path = (name: string) => join(who.home, name);
  const env = {
    PATH: `${path('npm/bin')}:${who.host.env['PATH']}`,
    npm_config_prefix: path('npm'),
  };
  return {
    ...who,
    path,
    aimWith: who.aim,
    aim: (cwd = who.home) => who.aim({ env, cwd }),
    read: (name: string) => readFileSync(path(name), 'utf8'),
    // What is kept for an hour: without it the registry is asked again.
    forget: () => rmSync(path('aim/cache'), { recursive: true, force: true }),
  };
}

describe('aim lock', () => {
  it('writes the same bytes again, asks for each package once, and says what it did', async () => {
    const { aim, read, audit } = await machine(codexAndEslint);
    const plan = await aim().lock({ dryRun: true });
    expect(plan.steps.map(({ tool, action, to }) => [tool, action, to])).toEqual([
      ['codex', 'add', '0.169.1'],
      ['npm:eslint', 'add', '9.39.0'],
    ]);
    expect(plan.steps[1]?.notes.map(({ message }) => message)).toEqual([
      'eslint 9.40.0 is held: it may be chosen from 2026-11-22T09:00:00.000Z on',
    ]);
    expect(() => read(lockFile)).toThrow('ENOENT');
    expect((await aim().lock()).changed).toBe(true);
    const bytes = read(lockFile);
    expect(await aim().lock()).toMatchObject({ changed: false, steps: [{ action: 'keep' }, {}] });
    expect(read(lockFile)).toBe(bytes);
    expect(registry.asked().filter((each) => !each.endsWith('keys'))).toHaveLength(2);
    expect(audit().map((each) => each['event_type'])).toEqual(['lock_update']);
  });

  it('writes nothing unless every tool can be locked, and names each that cannot', async () => {
    const { aim, read, forget } = await machine(codexAndEslint);
    await aim().lock();
    const bytes = read(lockFile);
    registry.packages['@openai/codex']!.versions['0.169.2'] = { at: old, signature: 'wrong' };
    registry.packages['eslint']!.versions['9.39.0'] = { at: old, files: 'evil' };
    forget();
    await expect(aim().lock({ update: true })).rejects.toMatchObject({
      code: 'lockfile.tampered',
      message: expect.stringMatching(
        /codex: @openai\/codex 0\.169\.2: its signature is wrong.*\nnpm:eslint: eslint of npm: the files of 9\.39\.0/,
      ),
    });
    expect(read(lockFile)).toBe(bytes);
  });

  it('updates those that are named, and drops what is no longer asked for', async () => {
    const { aim, path, read } = await machine({
      environment: {
        npmGlobal: ['eslint'],
        versionPins: { npm: { '@openai/codex': '0.169.0', eslint: '*' } },
      },
    });
    await aim().lock();
    writeFileSync(
      path(userConfig),
      JSON.stringify({ environment: { versionPins: { npm: { '@openai/codex': '*' } } } }),
    );
    const { steps } = await aim().lock({ tools: ['codex'], update: true });
    expect(steps.map(({ tool, action, from, to }) => [tool, action, from, to])).toEqual([
      ['codex', 'change', '0.169.0', '0.170.0'],
      ['npm:eslint', 'remove', '9.39.0', null],
    ]);
    expect(JSON.parse(read(lockFile))).toMatchObject({
      tools: { codex: { lastKnownGood: { version: '0.169.0' } } },
    });
  });

  it('tells a pin that is none by its place, and locks no file that waits for trust', async () => {
    const bad = '{ "environment": { "versionPins": {\n  "npm": { "eslint": "nine" } } } }';
    const { aim, path } = await machine(bad);
    await expect(aim().lock()).rejects.toMatchObject({
      code: 'config.invalid',
      message: `${path(userConfig)}:2:12: environment.versionPins.npm.eslint: expected a version such as 1.2.3 or a range such as ^1.2 or 1.x`,
    });
    writeFileSync(path(userConfig), '{}');
    writeFileSync(path('aim_config.json'), '{ "registry": { "tools": { "codex": {} } } }');
    await expect(aim().lock()).rejects.toMatchObject({ code: 'config.untrusted' });
    rmSync(path(userConfig));
    rmSync(path('aim_config.json'));
    await expect(aim().lock()).rejects.toMatchObject({ code: 'config.not_found' });
  });
});

describe('aim version check', () => {
  it('holds configuration, lock and machine side by side, and asks nobody', async () => {
    const { aim, path } = await machine(
      codexAndEslint,
      npmTool('codex', '@openai/codex', '0.168.0'),
    );
    expect((await aim().checkVersions()).summary).toMatchObject({ total: 2, drift: 1, missing: 1 });
    await aim().lock();
    const asked = registry.asked().length;
    const { tools } = await aim().checkVersions();
    expect(
      tools.map(({ tool, manager, expected, actual, status }) => [
        tool,
        manager,
        expected,
        actual,
        status,
      ]),
    ).toEqual([
      ['codex', 'npm', '0.169.1', '0.168.0', 'drift'],
      ['npm:eslint', 'npm', '9.39.0', null, 'missing'],
    ]);
    expect(tools[0]).toMatchObject({
      range: '^0.169.0',
      reason: 'codex is 0.168.0, and 0.169.1 by the lock was asked for',
      changedBy: {
        who: 'other-manager',
        evidence: 'npm answers for it, and AIM has not installed it',
      },
    });
    const manifest = path('npm/lib/node_modules/@openai/codex/package.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('0.168.0', '0.169.1'));
    expect((await aim().checkVersions({ tools: ['codex'] })).summary).toMatchObject({
      total: 1,
      ok: 1,
    });
    expect(registry.asked()).toHaveLength(asked);
    const [row] = (await aim().checkVersions({ tools: ['codex'], online: true })).tools;
    expect([row?.latest, registry.asked().length - asked]).toEqual(['0.170.0', 1]);
  });

  it('says who changed a tool: AIM by its journal, somebody after it, or its own updater', async () => {
    const claude = npmTool('claude', '@anthropic-ai/claude-code', '2.2.0');
    const config = {
      environment: { versionPins: { npm: { '@anthropic-ai/claude-code': '2.1.0' } } },
    };
    const { aim, aimWith, path } = await machine(config, claude);
    const who = async () => (await aim().checkVersions()).tools[0]?.changedBy;
    expect(await who()).toMatchObject({ who: 'self-update' });
    const folder = path('aim/state/install/operations');
    mkdirSync(folder, { recursive: true });
    const note = (id: string, after: string) =>
      writeFileSync(
        join(folder, `${id}.json`),
        JSON.stringify({
          version: 1,
          id,
          mark: id,
          process: { pid: 1, host: 'box', startedAt: null },
          startedAt: '2026-11-20T10:00:00.000Z',
          endedAt: '2026-11-20T10:01:00.000Z',
          steps: [{ step: { tool: 'claude' }, phase: 'done', after }],
        }),
      );
    note('1', '2.2.0');
    expect(await who()).toEqual({
      who: 'aim',
      evidence: 'AIM installed 2.2.0 on 2026-11-20T10:01:00.000Z; what is asked for changed since',
    });
    note('2', '2.1.0');
    const off = { env: { PATH: `${path('npm/bin')}:/usr/bin:/bin`, DISABLE_AUTOUPDATER: '1' } };
    expect(await who()).toMatchObject({ who: 'self-update' });
    const [row] = (await aimWith(off).checkVersions()).tools;
    expect(row?.changedBy).toEqual({
      who: 'other-manager',
      evidence: 'AIM installed 2.1.0 on 2026-11-20T10:01:00.000Z; somebody else came after that',
    });
  });

  it('refuses a frozen lock that is not what the configuration asks for', async () => {
    const { aim, path } = await machine(codexAndEslint);
    const frozen = () => aim().checkVersions({ frozen: true });
    await expect(frozen()).rejects.toMatchObject({ code: 'lockfile.frozen' });
    await aim().lock();
    await frozen();
    writeFileSync(path(userConfig), JSON.stringify(codexAndEslint).replace('^0.169.0', '^0.170.0'));
    await expect(frozen()).rejects.toMatchObject({
      code: 'lockfile.frozen',
      message: expect.stringContaining(
        'codex was locked for ^0.169.0, and is asked for as ^0.170.0',
      ),
    });
    writeFileSync(path(lockFile), '{');
    await expect(frozen()).rejects.toMatchObject({ code: 'lockfile.invalid' });
    expect(readFileSync(path(lockFile), 'utf8')).toBe('{');
  });

  it('is a report that others may read', async () => {
    const { aim, home } = await machine(
      codexAndEslint,
      npmTool('codex', '@openai/codex', '0.168.0'),
    );
    const check = await aim().checkVersions();
    const { text } = await aim().versionReport(check, { format: 'markdown' });
    expect(text).toContain('| codex | npm | ^0.169.0 | - | 0.168.0 | - | drift | other-manager |');
    const json = (await aim().versionReport(check, { format: 'json', file: 'v.json' })).text;
    expect(JSON.parse(json)).toMatchObject({ schema: 'aim/versions/v1', summary: { drift: 1 } });
    expect([text, json].filter((each) => each.includes(home))).toEqual([]);
  });
});

describe('a pin', () => {
  it('is set and taken away in the file as it is written', async () => {
    const text = '{\n\t"environment": { "versionPins": {\n\t\t"npm": { "eslint": "9" } } }\n}\n';
    const { aim, read } = await machine(text, npmTool('codex', '@openai/codex', '0.168.0'));
    expect(await aim().pinVersion({ tool: 'codex' })).toMatchObject({
      version: '0.168.0',
      changed: true,
    });
    expect(read(userConfig)).toContain('"eslint": "9",');
    expect(await aim().pinVersion({ tool: 'codex', version: '^0.169' })).toMatchObject({
      key: 'environment.versionPins.npm.@openai/codex',
    });
    expect(await aim().unpinVersion({ tool: 'codex' })).toMatchObject({ version: null });
    expect(JSON.parse(read(userConfig))).toEqual(JSON.parse(text));
    await expect(aim().unpinVersion({ tool: 'codex' })).rejects.toMatchObject({
      code: 'usage.invalid',
      message: 'codex is not pinned',
    });
  });

  it.each([
    [{ tool: 'codex', version: 'newest' }, 'usage.invalid', 'codex: expected a version'],
    [{ tool: 'codex' }, 'usage.invalid', 'Nothing on disk tells an installed version of codex'],
    [{ tool: 'codx' }, 'usage.unknown_tool', 'codx'],
    [{ tool: 'aider', version: '^1' }, 'usage.invalid', 'a range of PEP 440'],
  ])('%j is refused with %s', async (request, code, message) => {
    const { aim, read } = await machine('{ }');
    await expect(aim().pinVersion(request)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
    expect(read(userConfig)).toBe('{ }');
  });

  it('of a project wins, and both commands say so', async () => {
    const { aim, path, heard } = await machine('{}', npmTool('codex', '@openai/codex', '0.168.0'));
    writeFileSync(
      path('aim_config.json'),
      '{ "environment": { "versionPins": {\n  "npm": { "@openai/codex": "1" } } } }',
    );
    await aim().pinVersion({ tool: 'codex' });
    expect(heard.map(({ message }) => message)).toEqual([
      `environment.versionPins.npm.@openai/codex has no effect here: ${path('aim_config.json')}:2:12 wins over it`,
    ]);
    await aim().unpinVersion({ tool: 'codex' });
    await expect(aim().unpinVersion({ tool: 'codex' })).rejects.toMatchObject({
      message: `codex is pinned in another file: ${path('aim_config.json')}:2:12`,
      hint: 'aim version unpin codex --project',
    });
  });
});

describe('aim why', () => {
  it('says who pinned it, what is held and until when, and what to do', async () => {
    const { aim, path } = await machine(codexAndEslint, npmTool('eslint', 'eslint', '9.38.0'));
    await aim().lock();
    const why = await aim().versionWhy('eslint', { online: true });
    expect(why).toMatchObject({
      tool: 'npm:eslint',
      actual: '9.38.0',
      locked: '9.39.0',
      latest: '9.40.0',
      eligible: '9.39.0',
      held: [{ version: '9.40.0', until: '2026-11-22T09:00:00.000Z' }],
      lockFile: path(lockFile),
    });
    expect(why.reasons).toEqual([
      `${path(userConfig)}:9:7 asks for any version.`,
      'npm:eslint is 9.38.0, and 9.39.0 by the lock was asked for.',
      'npm answers for it, and AIM has not installed it.',
      `${path(lockFile)} locks 9.39.0.`,
      '9.40.0 is held by the cooldown of 24 hours until 2026-11-22T09:00:00.000Z.',
    ]);
    expect((await aim().versionWhy('codex')).pinnedAt).toBe(`${path(userConfig)}:5:9`);
    expect((await aim().versionWhy('aider')).reasons).toContain(
      'The configuration does not ask for aider.',
    );
  });
});

describe('aim version sync', () => {
  it('plans what is locked with its hash, leaves what is right, and refuses a frozen lock that is off', async () => {
    const { aim, path } = await machine(codexAndEslint, {
      ...npmTool('codex', '@openai/codex', '0.168.0'),
      ...npmTool('eslint', 'eslint', '9.39.0'),
      'npm/bin/npm': { program: '' },
    });
    await expect(aim().planSync({ frozen: true })).rejects.toMatchObject({
      code: 'lockfile.frozen',
    });
    await aim().lock();
    const { plan } = await aim().planSync({ frozen: true });
    expect(plan.refused).toEqual([]);
    expect(plan.steps).toMatchObject([
      {
        tool: 'codex',
        action: 'update',
        manager: 'npm',
        from: '0.168.0',
        to: '0.169.1',
        integrity: { kind: 'npm', hashes: [integrityOf('@openai/codex', '0.169.1')] },
      },
    ]);
    expect(plan.kept).toEqual([{ tool: 'npm:eslint', version: '9.39.0', reason: 'installed' }]);
    // The same by `aim install`: a range, and what it came to.
    const installed = await aim().planInstall({ tools: ['codex'] });
    expect(installed.plan.steps).toMatchObject([{ to: '0.169.1', from: '0.168.0' }]);
    rmSync(path(lockFile));
    expect((await aim().planSync()).plan.steps).toMatchObject([{ to: '0.169.1' }]);
  });
});
