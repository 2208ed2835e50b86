import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { integrityOf } from '../../../core/test/support/lock-registry.js';
import { userConfig } from '../support/user.js';
import { codexAndEslint, lockFile, machine, npmTool, registry } from './support.js';

afterEach(() => registry.close());

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
