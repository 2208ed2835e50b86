import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { user, userConfig } from '../support/user.js';

/** A program of npm, as npm leaves it, and one of unknown owner. */
const machine = {
  'lib/node_modules/@openai/codex/package.json':
    '{"name":"@openai/codex","version":"1.2.3","bin":{"codex":"cli.js"}}',
  'lib/node_modules/@openai/codex/cli.js': { program: '' },
  'bin/codex': { link: '../lib/node_modules/@openai/codex/cli.js' },
  'bin/aider': { program: '' },
};

describe('a first configuration', () => {
  it('says what is on the machine, and pins nothing unasked', async () => {
    const { aim, home, audit } = user(machine);
    const { file, config } = await aim().initConfig();
    expect(file).toBe(join(home, userConfig));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(config);
    expect(Object.keys(config.registry?.tools ?? {}).sort()).toEqual(['aider', 'codex']);
    expect(config.registry?.capabilities).toMatchObject({
      refactoring: { primaryTool: 'codex', fallbacks: ['aider'] },
      chat: { primaryTool: 'codex', fallbacks: [] },
    });
    expect(config.environment).toEqual({ npmGlobal: ['@openai/codex'] });
    expect(audit()).toMatchObject([{ event_type: 'config_update', details: { file } }]);
    await expect(aim().validateConfig()).resolves.toEqual({ files: [file] });
  });

  it('pins what is installed when it is asked to', async () => {
    const { aim } = user(machine);
    const { config } = await aim().initConfig({ pin: true, dryRun: true });
    expect(config.environment?.versionPins).toEqual({ npm: { '@openai/codex': '1.2.3' } });
  });

  it('replaces no file, and makes none when it is only asked', async () => {
    const { aim, home } = user({ [userConfig]: '{"version":"2.0.0"}' });
    await expect(aim().initConfig()).rejects.toMatchObject({ code: 'file.exists' });
    await expect(aim().initConfig({ dryRun: true })).rejects.toMatchObject({ code: 'file.exists' });
    expect(readFileSync(join(home, userConfig), 'utf8')).toBe('{"version":"2.0.0"}');
    const named = aim({ configFile: 'new.json' });
    await named.initConfig({ dryRun: true });
    expect(existsSync(join(home, 'new.json'))).toBe(false);
    await named.initConfig();
    expect(JSON.parse(readFileSync(join(home, 'new.json'), 'utf8'))).toEqual({ version: '1.0.0' });
  });

  it('of a project is trusted: its content is what the user asked for', async () => {
    const { aim, home } = user(machine);
    const cwd = join(home, 'bin');
    expect(await aim({ cwd }).initConfig({ project: true })).toMatchObject({ trust: 'kept' });
    const { value } = await aim({ cwd }).showConfig('registry.capabilities.chat.primaryTool');
    expect(value).toBe('codex');
  });
});

describe('names that stand for nothing', () => {
  const config = `{
  "registry": { "capabilities": {
    "chat": { "primaryTool": "claud", "fallbacks": ["codex", "mine"] }
  } },
  "environment": {
    "versionPins": { "npm": {}, "nmp": { "x": "1" } },
    "extras": { "lmm": ["llm-gemini"] },
    "healthChecks": { "ignore": [
      { "id": "mising", "tool": "codx", "reason": "later" }
    ] }
  }
}`;

  it('are told all at once, of every file, with their places', async () => {
    const { aim, home } = user({
      [userConfig]: '{"audit":{"enabled":1}}',
      'project/aim_config.json': config,
    });
    const cwd = join(home, 'project');
    const file = join(cwd, 'aim_config.json');
    const attempt = aim({ cwd }).validateConfig();
    await expect(attempt).rejects.toMatchObject({ code: 'config.invalid' });
    const message = await attempt.catch((error: Error) => error.message.split('\n'));
    expect(message).toEqual([
      `${join(home, userConfig)}:1:11: audit.enabled: expected boolean, found number 1`,
      expect.stringContaining(
        `${file}:3:15: registry.capabilities.chat.primaryTool: expected the id of a tool, found claud; did you mean claude`,
      ),
      `${file}:3:62: registry.capabilities.chat.fallbacks.1: expected the id of a tool, found mine`,
      `${file}:6:33: environment.versionPins.nmp: expected a package manager whose pins AIM knows, found nmp; did you mean npm?`,
      `${file}:7:17: environment.extras.lmm: expected the id of a tool, found lmm; did you mean llm or lms?`,
      `${file}:9:9: environment.healthChecks.ignore.0.id: expected the id of a health check, found mising; did you mean missing?`,
      `${file}:9:25: environment.healthChecks.ignore.0.tool: expected the id of a tool, found codx; did you mean codex?`,
    ]);
  });

  it('are told, and pins that are no versions and no ranges', async () => {
    const { aim, home } = user({
      [userConfig]:
        '{ "environment": { "versionPins": { "npm": { "eslint": "^9" }, "pipx": { "ruff": "^0.14" } } } }',
    });
    await expect(aim().validateConfig()).rejects.toMatchObject({
      code: 'config.invalid',
      message: `${join(home, userConfig)}:1:74: environment.versionPins.pipx.ruff: expected a version such as 1.2.3 or a range of PEP 440 such as ~=1.2 or >=1,<2`,
    });
  });

  it('are known where any file in use defines them, trusted or not', async () => {
    const { aim, home } = user({
      [userConfig]: '{"registry":{"tools":{"mine":{"endpoint":"http://box"}}}}',
      'team.json': '{"registry":{"capabilities":{"chat":{"primaryTool":"mine"}}}}',
    });
    expect(await aim().validateConfig({ file: 'team.json' })).toEqual({
      files: [join(home, 'team.json')],
    });
  });

  it('of secrets are told, and no error: whoever shares a file keeps the secrets', async () => {
    const { aim, heard } = user({
      [userConfig]: '{"run":{"env":{"A":"aim://STORED","B":"aim://ABSENT"}}}',
    });
    await aim().setSecret({ name: 'STORED', value: 'some value' });
    await aim().validateConfig();
    expect(heard.filter(({ id }) => id === 'config.secret_absent')).toMatchObject([
      { message: expect.stringContaining('ABSENT'), fix: 'aim secrets set ABSENT' },
    ]);
  });

  it('are two of one name in one object', async () => {
    const { aim } = user({ 'twice.json': '{"audit":{},\n"audit":{}}' });
    await expect(aim().validateConfig({ file: 'twice.json' })).rejects.toThrow(
      /twice\.json:2:1: audit: /,
    );
  });

  it('are keys of the dashboard that whoever knows its actions refuses, each with its place', async () => {
    const { aim, home } = user({
      [userConfig]: '{"dashboard":{"keys":{"quit":"x",\n"help":["h","f1"]}}}',
    });
    const file = join(home, userConfig);
    await expect(aim().dashboardKeys()).resolves.toEqual({
      keys: { quit: ['x'], help: ['h', 'f1'] },
      places: { quit: { file, line: 1, column: 23 }, help: { file, line: 2, column: 1 } },
    });
    const checkKeys = (keys: Readonly<Record<string, readonly string[]>>) =>
      Object.keys(keys).map((id) => ({ id, message: 'no such action' }));
    await expect(aim().validateConfig({ checkKeys })).rejects.toThrow(
      `${file}:2:1: dashboard.keys.help: no such action`,
    );
  });
});
