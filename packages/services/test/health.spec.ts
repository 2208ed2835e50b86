import { describe, expect, it } from '@jest/globals';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { user, userConfig } from './support/user.js';

const twoCopies = { 'bin/codex': { program: 'echo 1' }, 'other/codex': { program: 'echo 2' } };

describe('health', () => {
  it('is remembered by tool, for the status that must not check again', async () => {
    const { aim, home } = user({
      ...twoCopies,
      [userConfig]: '{"registry":{"tools":{"claude":{},"goose":{}}}}',
    });
    const env = { PATH: `${home}/bin:${home}/other`, OPENAI_API_KEY: 'set' };
    const report = await aim({ env }).health();
    expect(report.checks.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['duplicates', 'missing']),
    );
    const worst = (tool: string) =>
      report.checks.filter((check) => check.tool === tool).map(({ status }) => status);
    expect(worst('codex')).toContain('warn');

    const status = await aim({ env }).status();
    expect(status.healthCheckedAt).toBe('2026-11-21T10:00:00.000Z');
    expect(status.tools.find(({ id }) => id === 'codex')?.health).toBe('warn');
    expect(['warn', 'fail']).toContain(status.tools.find(({ id }) => id === 'claude')?.health);
  });

  it('keeps the worst of several answers about one tool', async () => {
    const { aim, home } = user({ ...twoCopies, 'third/codex': 'no program' });
    chmodSync(join(home, 'third/codex'), 0o644);
    const env = { PATH: `${home}/bin:${home}/other` };
    await aim({ env }).health({ only: ['duplicates', 'keys'] });
    const { tools } = JSON.parse(readFileSync(join(home, 'aim/state/health.json'), 'utf8')) as {
      tools: object;
    };
    expect(tools).toEqual({ codex: 'warn' });
  });

  it('is recorded in the audit by its result', async () => {
    const { aim, audit } = user();
    const { overallStatus, summary } = await aim().health();
    expect(audit()).toEqual([
      expect.objectContaining({
        event_type: 'health_check',
        message: `health: ${overallStatus}`,
        details: { status: overallStatus, summary, ignored: 0 },
      }),
    ]);
  });

  it('answers all the same where the result cannot be kept, and says so', async () => {
    const { aim, home, heard } = user();
    writeFileSync(join(home, 'aim'), 'a file where a folder should be');
    expect((await aim().health()).checks.length).toBeGreaterThan(5);
    expect(heard.map(({ id }) => id)).toEqual(['health.not_remembered', 'audit.not_written']);
  });

  it('runs only what is asked for, and refuses a check that does not exist', async () => {
    const { aim } = user();
    const { checks } = await aim().health({ only: ['path'] });
    expect([...new Set(checks.map(({ id }) => id))]).toEqual(['path']);
    await expect(aim().health({ only: ['pth'] })).rejects.toMatchObject({ code: 'usage.invalid' });
  });

  it('lists every check that it runs', async () => {
    const { aim } = user();
    const listed = (await aim().listHealthChecks()).map(({ id }) => id);
    const ran = new Set((await aim().health()).checks.map(({ id }) => id));
    expect(listed).toEqual([...ran]);
  });

  it('does not miss the program of a service, nor call it unknown', async () => {
    const chat = { primaryTool: 'ollama', fallbacks: ['claude'] };
    const { aim } = user({
      [userConfig]: JSON.stringify({ registry: { capabilities: { chat } } }),
    });
    const { checks } = await aim().health({ only: ['missing'] });
    expect(checks.map(({ status, tool }) => [status, tool])).toEqual([['fail', 'claude']]);
  });

  it.each([
    ['asks the keychain where it may hold the next secret', 'auto', true],
    ['does not ask it where another store is in use', 'file', false],
  ])('%s', async (_name, backend, isAsked) => {
    const { aim, home } = user({
      'helper.mjs': "import { writeFileSync } from 'node:fs';\nwriteFileSync('HOME/asked', '');\n",
    });
    const keychainHelper = join(home, 'helper.mjs');
    writeFileSync(keychainHelper, readFileSync(keychainHelper, 'utf8').replace('HOME', home));
    const env = {
      AIM_SECRETS_BACKEND: backend,
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
    };
    await aim({ env, keychainHelper }).health({ only: ['secrets_vault'] });
    expect(existsSync(join(home, 'asked'))).toBe(isAsked);
  });
});
