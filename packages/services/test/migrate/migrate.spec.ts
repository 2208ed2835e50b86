import { beforeAll, describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { bundleDriver, runDriver } from '../../../core/test/support/driver.js';
import { user, userConfig, write, type User } from '../support/user.js';
import { aimPlus, fixtures } from './support.js';

/** Somebody who has AIM+ in `old`, and whatever else is told. */
function ann(files: Record<string, string> = {}): User {
  const one = user(files);
  fs.cpSync(join(fixtures), join(one.home, 'old'), { recursive: true });
  return one;
}

const request = { from: ['old/aim-plus', 'old/ai-manger'] };
const configOf = ({ home }: User) => fs.readFileSync(join(home, userConfig));

describe('a migration', () => {
  it('writes what it planned, and a second one has nothing to do', async () => {
    const one = ann();
    const { plan, apply } = await one.aim().planMigration(request);
    expect(fs.existsSync(join(one.home, 'aim'))).toBe(false);
    expect(await apply()).toEqual({
      written: true,
      backup: null,
      auditRecords: 5,
      secrets: [],
      secretsFailure: null,
    });
    expect(JSON.parse(configOf(one).toString())).toEqual(plan.config);
    expect(fs.statSync(join(one.home, userConfig)).mode & 0o777).toBe(0o600);
    const audit = one.auditText();
    const again = await one.aim().planMigration(request);
    expect(again.plan).toMatchObject({ changed: false, audit: { records: 5, left: 0 } });
    await again.apply();
    expect(one.auditText()).toBe(audit);
  });

  it('puts old records into the log with their origin, and its own after them', async () => {
    const one = ann();
    await (await one.aim().planMigration(request)).apply();
    const imported = one.audit().filter((record) => 'imported' in record);
    expect(imported.map(({ event_type }) => event_type).sort()).toEqual([
      'scan_execute',
      'secret_get',
      'tool_install',
      'tool_invoke',
      'tool_invoke',
    ]);
    expect(one.audit().filter(({ event_type }) => event_type === 'config_update')).toEqual([]);
    const status = await one.aim().status();
    expect(status.lastEvent?.timestamp).toBe('2025-11-21T09:00:00.000Z');
  });

  it('takes keys out of old records, and nothing else', async () => {
    const one = ann();
    const event = { event_type: 'error', timestamp: '2025-12-01T08:00:00Z', details: { key: 'X' } };
    const messages = ['OPENAI_API_KEY=0123456789abcdef0123456789abcdef', 'no key was found'];
    const lines = messages.map((message) => JSON.stringify({ ...event, message }));
    write(one.home, { 'old/audit.jsonl': lines.join('\n') });
    await (await one.aim().planMigration({ from: ['old/audit.jsonl'] })).apply();
    expect(one.auditText()).not.toContain('0123456789abcdef0123');
    expect(one.audit()).toMatchObject([
      { message: expect.stringContaining('[redacted]'), imported: { line: 1 } },
      { message: 'no key was found', details: { key: 'X' }, imported: { line: 2 } },
      { event_type: 'config_update' },
    ]);
  });

  it('leaves the old files as they are', async () => {
    const one = ann();
    const all = () => fs.readdirSync(join(one.home, 'old'), { recursive: true }).sort();
    const before = all();
    await (await one.aim().planMigration(request)).apply();
    expect(all()).toEqual(before);
    expect(fs.readFileSync(join(one.home, 'old/aim-plus/aim/config/aim_config.json'))).toEqual(
      fs.readFileSync(join(aimPlus, 'aim/config/aim_config.json')),
    );
  });

  it('takes a file of AIM+ that lies where AIM has its own, and keeps it', async () => {
    const old = fs.readFileSync(join(aimPlus, 'aim/config/aim_config.json'), 'utf8');
    const one = ann({ [userConfig]: old });
    const { plan, apply } = await one.aim().planMigration({ from: [userConfig] });
    expect(plan.sources).toHaveLength(1);
    const { backup } = await apply();
    expect(fs.readFileSync(backup as string, 'utf8')).toBe(old);
    await expect(one.aim().validateConfig()).resolves.toEqual({
      files: [join(one.home, userConfig)],
    });
    await one.aim().undoMigration();
    expect(configOf(one).toString()).toBe(old);
  });

  it("writes the project's file where it is told to", async () => {
    const one = ann();
    fs.mkdirSync(join(one.home, 'work'));
    const aim = one.aim({ cwd: join(one.home, 'work') });
    await (await aim.planMigration({ from: ['../old/aim-plus'], project: true })).apply();
    expect(fs.existsSync(join(one.home, 'work/aim_config.json'))).toBe(true);
    expect(fs.existsSync(join(one.home, userConfig))).toBe(false);
  });

  it('writes a file that is named and not there yet', async () => {
    const one = ann();
    const configFile = join(one.home, 'team.json');
    await (await one.aim({ configFile }).planMigration(request)).apply();
    await expect(one.aim({ configFile }).validateConfig()).resolves.toEqual({
      files: [configFile],
    });
    await one.aim({ configFile }).undoMigration();
    expect(fs.existsSync(configFile)).toBe(false);
  });

  it('changes nothing when a file is broken, or when the configuration is', async () => {
    const one = ann({ 'bad/aim_config.json': '{"audit": ' });
    await expect(one.aim().planMigration({ from: ['old/aim-plus', 'bad'] })).rejects.toMatchObject({
      code: 'migrate.invalid',
    });
    write(one.home, { [userConfig]: '{"x": 1}' });
    await expect(one.aim().planMigration(request)).rejects.toMatchObject({
      code: 'config.invalid',
    });
    expect(configOf(one).toString()).toBe('{"x": 1}');
  });

  it('says when there is nothing', async () => {
    await expect(user().aim().planMigration()).rejects.toMatchObject({ code: 'migrate.nothing' });
    await expect(user().aim().undoMigration()).rejects.toMatchObject({ code: 'migrate.nothing' });
  });

  it('does not write over what was changed after the plan', async () => {
    const one = ann();
    const { apply } = await one.aim().planMigration(request);
    write(one.home, { [userConfig]: '{}' });
    await expect(apply()).rejects.toMatchObject({ code: 'migrate.changed' });
    expect(configOf(one).toString()).toBe('{}');
  });
});

describe('taking it back', () => {
  const mine = '{\n    "secrets": { "backend": "file" }\r\n}';

  it('gives back every byte and the mode, one migration after the other', async () => {
    const one = ann({ [userConfig]: mine });
    fs.chmodSync(join(one.home, userConfig), 0o640);
    await (await one.aim().planMigration({ from: ['old/aim-plus'] })).apply();
    const between = configOf(one);
    await (await one.aim().planMigration({ from: ['old/ai-manger'] })).apply();
    await one.aim().undoMigration();
    expect(configOf(one)).toEqual(between);
    const { backup } = await one.aim().planMigrationUndo();
    expect(fs.readFileSync(backup as string, 'utf8')).toBe(mine);
    await one.aim().undoMigration();
    expect(configOf(one).toString()).toBe(mine);
    expect(fs.statSync(join(one.home, userConfig)).mode & 0o777).toBe(0o640);
    await expect(one.aim().undoMigration()).rejects.toMatchObject({ code: 'migrate.nothing' });
  });

  it('refuses a file that was changed since, and names the copy', async () => {
    const one = ann({ [userConfig]: mine });
    await (await one.aim().planMigration(request)).apply();
    fs.appendFileSync(join(one.home, userConfig), '\n');
    const before = configOf(one);
    await expect(one.aim().undoMigration()).rejects.toMatchObject({
      code: 'migrate.changed',
      hint: expect.stringContaining('migrations'),
    });
    expect(configOf(one)).toEqual(before);
  });

  it('that was killed before it forgot the migration is done', async () => {
    const one = ann({ [userConfig]: mine });
    await (await one.aim().planMigration(request)).apply();
    const journal = join(one.home, 'aim/data/migrations');
    fs.cpSync(journal, join(one.home, 'copy'), { recursive: true });
    await one.aim().undoMigration();
    fs.cpSync(join(one.home, 'copy'), journal, { recursive: true });
    await expect(one.aim().undoMigration()).rejects.toMatchObject({ code: 'migrate.nothing' });
    expect(configOf(one).toString()).toBe(mine);
  });

  it('refuses a copy that was changed', async () => {
    const one = ann({ [userConfig]: mine });
    const { backup } = await (await one.aim().planMigration(request)).apply();
    fs.writeFileSync(backup as string, '{}');
    await expect(one.aim().undoMigration()).rejects.toMatchObject({ code: 'file.corrupt' });
  });

  it('keeps a journal that does not parse', async () => {
    const one = ann();
    await (await one.aim().planMigration(request)).apply();
    const [folder] = fs.readdirSync(join(one.home, 'aim/data/migrations'));
    fs.writeFileSync(join(one.home, 'aim/data/migrations', folder as string, 'journal.json'), '{');
    await expect(one.aim().undoMigration()).rejects.toMatchObject({ code: 'file.corrupt' });
  });
});

describe('a migration that is killed', () => {
  const mine = '{ "secrets": { "backend": "file" } }';
  let driver: string;
  beforeAll(() => {
    const code = `
      import { createAim } from '@aim/services';
      import { systemHost } from '@aim/core';
      const [home, step] = process.argv.slice(2);
      const host = { ...systemHost(), home, cwd: home, env: { AIM_HOME: home + '/aim' } };
      const onStep = (done) => { if (done === step) process.kill(process.pid, 'SIGKILL'); };
      const { apply } = await createAim({ host }).planMigration({ from: ['old/aim-plus', 'old/ai-manger'], onStep });
      await apply();
    `;
    driver = bundleDriver(code, import.meta.dirname);
  });

  it.each([
    ['backup', 'old'],
    ['journal', 'old'],
    ['config', 'new'],
    ['audit', 'new'],
  ])('after its step %s leaves the %s file, and a second one ends it', async (step, state) => {
    const one = ann({ [userConfig]: mine });
    const whole = ann({ [userConfig]: mine });
    await (await whole.aim().planMigration(request)).apply();
    const wanted = configOf(whole).toString().replaceAll(whole.home, one.home);
    expect(await runDriver(driver, [one.home, step])).toMatchObject({ signal: 'SIGKILL' });
    expect(configOf(one).toString()).toBe(state === 'old' ? mine : wanted);
    await (await one.aim().planMigration(request)).apply();
    expect(configOf(one).toString()).toBe(wanted);
    expect(one.audit().filter((record) => 'imported' in record)).toHaveLength(5);
    await one.aim().undoMigration();
    expect(configOf(one).toString()).toBe(mine);
  });
});
