import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { sampleKey } from '../support/sample-key.js';
import { user, userConfig } from '../support/user.js';

const mine = `{
  "environment": { "scanner": { "roots": ["a"] }, "toolsRoot": "/opt" },
  "secrets": { "backend": "keychain" }
}`;
const theirs = `{
  "environment": { "scanner": { "roots": ["b"] } },
  "registry": { "tools": { "my.tool": { "adapterScript": "./run.sh" } } },
  "secrets": { "backend": "env" }
}`;

describe('the configuration in effect', () => {
  it('is the defaults where there is no file', async () => {
    const { aim } = user({}, { AIM_SECRETS_BACKEND: undefined });
    const { value, values, withheld } = await aim().showConfig();
    expect(value).toMatchObject({ audit: { enabled: true }, secrets: { backend: 'auto' } });
    expect(new Set(values.map(({ origin }) => origin.kind))).toEqual(new Set(['default']));
    expect(withheld).toEqual([]);
  });

  it('says of each value where it comes from: default, file and line, variable', async () => {
    const files = { [userConfig]: mine, 'project/aim_config.json': theirs };
    const { aim, home } = user(files, { AIM_SECRETS_BACKEND: 'file' });
    const { values } = await aim({ cwd: join(home, 'project') }).showConfig();
    const found = Object.fromEntries(values.map(({ key, ...rest }) => [key, rest]));
    expect(found).toMatchObject({
      'audit.enabled': { value: true, origin: { kind: 'default' } },
      'environment.toolsRoot': {
        value: '/opt',
        origin: { kind: 'user', place: { file: join(home, userConfig), line: 2, column: 51 } },
      },
      'environment.scanner.roots': {
        value: ['b'],
        origin: {
          kind: 'project',
          place: { file: join(home, 'project/aim_config.json'), line: 2, column: 33 },
        },
      },
      'secrets.backend': {
        value: 'file',
        origin: { kind: 'environment', variable: 'AIM_SECRETS_BACKEND' },
      },
    });
  });

  it('says of a tool of its own file where in that file the value is', async () => {
    const manifest = '{\n  "name": "Mine",\n  "capabilities": ["poetry"]\n}';
    const { aim, home } = user({ 'aim/config/tools/mine.json': manifest });
    const { values } = await aim().showConfig('registry.tools.mine.name');
    const file = join(home, 'aim/config/tools/mine.json');
    expect(values).toMatchObject([
      { value: 'Mine', origin: { kind: 'user', place: { file, line: 2, column: 3 } } },
    ]);
  });

  it('says what of a project waits for trust, and does not show it as effective', async () => {
    const { aim, home } = user(
      { 'project/aim_config.json': theirs },
      { AIM_SECRETS_BACKEND: undefined },
    );
    const cwd = join(home, 'project');
    const { value, withheld } = await aim({ cwd }).showConfig();
    expect(value).toMatchObject({ secrets: { backend: 'auto' } });
    expect(value).not.toHaveProperty('registry');
    const file = join(cwd, 'aim_config.json');
    expect(withheld).toEqual([
      {
        key: 'registry.tools."my.tool"',
        file,
        line: 3,
        column: 28,
        reason: expect.any(String),
        trustHelps: true,
      },
      { key: 'secrets', file, line: 4, column: 3, reason: expect.any(String), trustHelps: true },
    ]);
    const waiting = aim({ cwd }).showConfig('registry.tools."my.tool".adapterScript');
    await expect(waiting).rejects.toMatchObject({
      code: 'config.untrusted',
      hint: expect.stringContaining('aim trust'),
    });
    await aim({ cwd }).trust();
    expect(await aim({ cwd }).showConfig('registry.tools."my.tool"')).toMatchObject({
      value: { adapterScript: './run.sh' },
      withheld: [],
    });
  });

  it('names what chose the one file', async () => {
    const { aim } = user({ 'team.json': mine });
    const byOption = await aim({ configFile: 'team.json' }).showConfig('environment.toolsRoot');
    expect(byOption.values[0]?.origin).toMatchObject({ kind: 'explicit', by: '--config' });
    const env = { AIM_CONFIG_PATH: 'team.json' };
    const byVariable = await aim({ env }).showConfig('environment.toolsRoot');
    expect(byVariable.values[0]?.origin).toMatchObject({ by: 'AIM_CONFIG_PATH' });
  });

  it('takes consent of agents from the own file only', async () => {
    const allow = '{"secrets":{"agentReads":"allow"}}';
    const { aim } = user({ 'team.json': allow });
    const { value, withheld } = await aim({ configFile: 'team.json' }).showConfig(
      'secrets.agentReads',
    );
    expect([value, withheld[0]?.reason]).toEqual(['refuse', 'it is obeyed in your own file only']);
    const { aim: own } = user({ [userConfig]: allow });
    expect((await own().showConfig('secrets.agentReads')).value).toBe('allow');
  });

  it('answers one key: a value, an item, an object, nothing', async () => {
    const { aim } = user({ [userConfig]: mine });
    expect((await aim().showConfig('environment.scanner.roots.0')).value).toBe('a');
    expect((await aim().showConfig('environment')).value).toMatchObject({ toolsRoot: '/opt' });
    expect(await aim().showConfig('registry.tools.aider.pinnedVersion')).toMatchObject({
      value: null,
      values: [],
    });
    expect((await aim().showConfig('registry.tools.aider.inject')).values).toEqual([
      { key: 'registry.tools.aider.inject', value: 'auto', origin: { kind: 'default' } },
    ]);
    await expect(aim().showConfig('environment.pipxApp')).rejects.toMatchObject({
      code: 'usage.invalid',
      message: 'There is no key environment.pipxApp; did you mean environment.pipxApps?',
    });
  });

  it('never shows what is a secret, or looks like one; references stay', async () => {
    const key = await sampleKey();
    const config = {
      registry: {
        tools: {
          box: { endpoint: 'https://ann:pa55@box.example/v1?token=t0ken' },
          wrapped: { installCommand: ['install', key, 'my stored passphrase'] },
        },
      },
      run: { env: { TOKEN: 'aim://team/token' } },
    };
    const { aim } = user({ [userConfig]: JSON.stringify(config) });
    await aim().setSecret({ name: 'PASS', value: 'my stored passphrase' });
    const shown = await aim().showConfig();
    expect(shown.value).toMatchObject({
      registry: {
        tools: {
          box: { endpoint: 'https://…@box.example/v1?…' },
          wrapped: { installCommand: ['install', '[looks like a key]', '[a stored secret]'] },
        },
      },
      run: { env: { TOKEN: 'aim://team/token' } },
    });
    const text = JSON.stringify(shown);
    for (const secret of [key, 'pa55', 't0ken', 'passphrase']) expect(text).not.toContain(secret);
  });

  it('refuses a variable that means nothing, as every command does', async () => {
    const { aim } = user({}, { AIM_SECRETS_BACKEND: 'vault' });
    await expect(aim().showConfig()).rejects.toMatchObject({ code: 'usage.invalid' });
  });
});
