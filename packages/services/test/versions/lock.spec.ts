import { afterEach, describe, expect, it } from '@jest/globals';
import { rmSync, writeFileSync } from 'node:fs';
import { userConfig } from '../support/user.js';
import { codexAndEslint, lockFile, machine, old, registry } from './support.js';

afterEach(() => registry.close());

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
