import { describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleKey } from '../support/sample-key.js';
import { user, userConfig } from '../support/user.js';

describe('a key of the configuration', () => {
  it('is set in the own file, which is made when there is none, and the audit says so', async () => {
    const { aim, home, audit } = user();
    const file = join(home, userConfig);
    expect(
      await aim().setConfig({ key: 'audit.events', value: '["tool_invoke","config_change"]' }),
    ).toEqual({
      key: 'audit.events',
      file,
      value: ['tool_invoke', 'config_change'],
      changed: true,
      trust: null,
      dryRun: false,
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      version: '1.0.0',
      audit: { events: ['tool_invoke', 'config_change'] },
    });
    expect(audit()).toMatchObject([
      { event_type: 'config_update', details: { key: 'audit.events', file } },
    ]);
  });

  it.each([
    ['audit.enabled', 'false', false],
    ['environment.toolsRoot', '/opt', '/opt'],
    ['registry.tools.aider.pinnedVersion', '0.10', '0.10'],
    ['registry.tools.aider.name', '"Aider"', 'Aider'],
    ['environment.pipxApps.1', 'mypy', 'mypy'],
  ])('%s takes %s as %j: JSON where the schema wants it, else text', async (key, value, read) => {
    const { aim } = user({ [userConfig]: '{"environment":{"pipxApps":["ruff","black"]}}' });
    await aim().setConfig({ key, value });
    expect((await aim().showConfig(key)).value).toEqual(read);
  });

  it('is taken away again, which may be said twice', async () => {
    const { aim, home } = user({ [userConfig]: '{"audit":{"enabled":false}}' });
    expect(await aim().setConfig({ key: 'audit' })).toMatchObject({ value: null, changed: true });
    expect(await aim().setConfig({ key: 'audit' })).toMatchObject({ changed: false });
    expect(readFileSync(join(home, userConfig), 'utf8')).toBe('{}');
  });

  it.each([
    ['audt.enabled', 'false', 'There is no key audt; did you mean audit?'],
    ['audit.enabled', 'yes', 'audit.enabled: expected boolean, found string'],
    ['secrets.backend', 'vault', 'secrets.backend: expected one of auto, keychain, file, env'],
    ['registry.capabilities.chat.fallbacks', '[]', 'registry.capabilities.chat: expected the key'],
    ['registry.tools.box.endpoint', 'https://ann:pa55@box', 'looks like a secret'],
  ])('%s does not take %s', async (key, value, message) => {
    const { aim, home, auditText } = user();
    const attempt = aim().setConfig({ key, value });
    await expect(attempt).rejects.toMatchObject({
      code: 'usage.invalid',
      message: expect.stringContaining(message),
    });
    await expect(attempt).rejects.not.toMatchObject({ message: expect.stringContaining('pa55') });
    expect([existsSync(join(home, userConfig)), auditText()]).toEqual([false, '']);
  });

  it('is no place for a key', async () => {
    const { aim, home } = user();
    const attempt = aim().setConfig({ key: 'environment.toolsRoot', value: await sampleKey() });
    await expect(attempt).rejects.toMatchObject({
      message: 'The value for environment.toolsRoot looks like a secret',
      hint: expect.stringContaining('aim secrets set'),
    });
    expect(existsSync(join(home, userConfig))).toBe(false);
  });

  it('is not set in a file that is broken already', async () => {
    const { aim, home } = user({ [userConfig]: '{"audit":' });
    await expect(aim().setConfig({ key: 'audit.enabled', value: 'true' })).rejects.toMatchObject({
      code: 'config.invalid',
      message: expect.stringContaining(`${join(home, userConfig)}:1:`),
    });
    expect(readFileSync(join(home, userConfig), 'utf8')).toBe('{"audit":');
  });

  it('does not let an AI agent allow itself to read secrets', async () => {
    const agent = { kind: 'agent', agent: 'Claude Code', evidence: 'CLAUDECODE' } as const;
    const { aim, home } = user();
    const asAgent = aim({ asker: () => Promise.resolve(agent) });
    for (const [key, value] of [
      ['secrets.agentReads', 'allow'],
      ['secrets', '{"agentReads":"allow"}'],
    ] as const) {
      await expect(asAgent.setConfig({ key, value })).rejects.toMatchObject({
        code: 'secret.agent_refused',
      });
    }
    expect(existsSync(join(home, userConfig))).toBe(false);
    await asAgent.setConfig({ key: 'secrets.agentReads', value: 'refuse' });
    await aim().setConfig({ key: 'secrets.agentReads', value: 'allow' });
  });
});

describe("a project's file", () => {
  const tool = { key: 'registry.tools.mine', value: '{"adapterScript":"./run.sh"}', project: true };

  it('lies where it was found, else at the top of the repository', async () => {
    const { aim, home } = user();
    mkdirSync(join(home, 'repo/.git'), { recursive: true });
    mkdirSync(join(home, 'repo/src'));
    const cwd = join(home, 'repo/src');
    const change = { key: 'audit.enabled', value: 'true', project: true };
    expect((await aim({ cwd }).setConfig({ ...change, dryRun: true })).file).toBe(
      join(home, 'repo/aim_config.json'),
    );
    await expect(aim({ cwd, configFile: 'x.json' }).setConfig({ ...change })).rejects.toMatchObject(
      { code: 'usage.invalid' },
    );
  });

  it('keeps the trust that it had over an own change', async () => {
    const { aim, home, audit } = user({ 'project/aim_config.json': '{}' });
    const cwd = join(home, 'project');
    expect(await aim({ cwd }).setConfig(tool)).toMatchObject({ trust: 'kept' });
    expect(await aim({ cwd }).toolInfo('mine')).toMatchObject({ origin: { kind: 'config' } });
    const more = { key: 'secrets.backend', value: 'file', project: true };
    expect(await aim({ cwd }).setConfig(more)).toMatchObject({ trust: 'kept' });
    expect(await aim({ cwd }).toolInfo('mine')).toMatchObject({ id: 'mine' });
    expect(audit().at(-1)).toMatchObject({ details: { trusted: true } });
  });

  it('is not trusted by a change when somebody else had put wishes into it', async () => {
    const theirs = '{"registry":{"tools":{"evil":{"adapterScript":"./evil.sh"}}}}';
    const { aim, home } = user({ 'project/aim_config.json': theirs });
    const cwd = join(home, 'project');
    expect(await aim({ cwd }).setConfig(tool)).toMatchObject({ trust: 'needed' });
    expect((await aim({ cwd }).planTrust()).changed).toBe(true);
    await expect(aim({ cwd }).toolInfo('evil')).rejects.toMatchObject({ hint: 'aim trust' });
  });
});
