import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Aim, ToolStatus } from '../src/index.js';
import { user, userConfig, type Entry } from './support/user.js';

/** Codex 0.169.0 as `npm install -g` leaves it in the prefix of `bin/`. */
const codexByNpm: Record<string, Entry> = {
  'lib/node_modules/@openai/codex/package.json':
    '{"name":"@openai/codex","version":"0.169.0","bin":{"codex":"bin/codex.js"}}',
  'lib/node_modules/@openai/codex/bin/codex.js': { program: '' },
  'bin/codex': { link: '../lib/node_modules/@openai/codex/bin/codex.js' },
};

async function toolStatus(aim: Aim, id: string): Promise<ToolStatus | undefined> {
  return (await aim.status()).tools.find((tool) => tool.id === id);
}

describe('the status of a machine', () => {
  it('shows nothing but the vault where there is nothing, and writes nothing', async () => {
    const { aim, home, heard } = user();
    expect(await aim().status()).toEqual({
      tools: [],
      vault: {
        choice: 'file',
        backend: 'file',
        protection: 'key-file',
        secretCount: 0,
        note: expect.stringContaining('AIM_PASSPHRASE_FILE'),
        path: expect.stringContaining(home),
      },
      secrets: [],
      config: [],
      healthCheckedAt: null,
      lastEvent: null,
      findings: [],
    });
    expect(readdirSync(home)).toEqual(['bin']);
    expect(heard).toEqual([]);
  });

  it("reads the version of an installed tool from its manager's metadata", async () => {
    const { aim, home } = user(codexByNpm);
    const { tools } = await aim().status();
    expect(tools).toEqual([
      {
        id: 'codex',
        name: expect.stringMatching(/codex/i),
        installed: true,
        version: '0.169.0',
        effective: '0.169.0',
        channel: 'npm',
        package: '@openai/codex',
        evidence: join(home, 'lib/node_modules/@openai/codex/package.json'),
        path: join(home, 'bin/codex'),
        copies: 1,
        others: [],
        problems: [],
        pinned: null,
        latest: null,
        key: 'absent',
        health: null,
      },
    ]);
  });

  it('counts the different copies of a tool', async () => {
    const { aim, home } = user(
      { ...codexByNpm, 'other/codex': { program: 'echo other' } },
      { PATH: '' },
    );
    const env = { PATH: `${home}/other:${home}/bin` };
    expect(await toolStatus(aim({ env }), 'codex')).toMatchObject({
      path: join(home, 'other/codex'),
      copies: 2,
      version: null,
    });
  });

  it('shows a configured tool that is missing, also one that only a chain names', async () => {
    const { aim } = user({
      [userConfig]: JSON.stringify({
        registry: {
          tools: { goose: {}, mine: { detectCommands: ['no-such-program'] } },
          capabilities: { chat: { primaryTool: 'claude', fallbacks: ['codex'] } },
        },
      }),
    });
    const { tools } = await aim().status();
    expect(tools.map(({ id, installed, path }) => [id, installed, path]).sort()).toEqual([
      ['claude', false, null],
      ['codex', false, null],
      ['goose', false, null],
      ['mine', false, null],
    ]);
  });

  it("shows pins: the tool's own before that of its package", async () => {
    const { aim } = user({
      ...codexByNpm,
      [userConfig]: JSON.stringify({
        registry: { tools: { claude: { pinnedVersion: '2.1.0' }, gemini: {} } },
        environment: {
          versionPins: {
            npm: { '@openai/codex': '0.168.0', '@anthropic-ai/claude-code': '1.0.0' },
          },
        },
      }),
    });
    const { tools } = await aim().status();
    expect(Object.fromEntries(tools.map(({ id, pinned }) => [id, pinned]))).toEqual({
      codex: '0.168.0',
      claude: '2.1.0',
      gemini: null,
    });
  });

  it('ends with the last event of the audit', async () => {
    const { aim } = user();
    await aim().setSecret({ name: 'A', value: 'value of a' });
    expect((await aim().status()).lastEvent).toMatchObject({
      timestamp: '2026-11-21T10:00:00.000Z',
      event_type: 'secret_set',
      message: 'secret stored: A',
    });
  });

  it('finds the last event where the configuration puts the log', async () => {
    const { aim, home } = user({ [userConfig]: '{"audit":{"logPath":"~/log/aim.jsonl"}}' });
    await aim().setSecret({ name: 'A', value: 'value of a' });
    expect(readdirSync(join(home, 'log'))).toEqual(['aim.jsonl', 'aim.jsonl.head']);
    expect((await aim().status()).lastEvent).toMatchObject({ message: 'secret stored: A' });
  });
});

describe('where a tool would get its key from', () => {
  const cases: { name: string; files?: Record<string, Entry>; env?: object; key: string }[] = [
    { name: 'nowhere', key: 'absent' },
    { name: 'the environment', env: { OPENAI_API_KEY: 'from the shell' }, key: 'present' },
    { name: 'no variable that is empty', env: { OPENAI_API_KEY: '' }, key: 'absent' },
    {
      name: 'its own login',
      files: { '.codex/auth.json': '{"tokens":{"access_token":"x"}}' },
      key: 'login',
    },
  ];
  it.each(cases)('$name', async ({ files, env, key }) => {
    const { aim } = user({ ...codexByNpm, ...files }, { ...env });
    expect((await toolStatus(aim(), 'codex'))?.key).toBe(key);
  });

  it('the store', async () => {
    const { aim } = user(codexByNpm);
    await aim().setSecret({ name: 'OPENAI_API_KEY', value: 'a value' });
    expect((await toolStatus(aim(), 'codex'))?.key).toBe('present');
    await aim().deleteSecret('OPENAI_API_KEY');
    expect((await toolStatus(aim(), 'codex'))?.key).toBe('absent');
  });

  it('nowhere, when there is only the login of a cloud account that it may use', async () => {
    const cloud = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'of the shell' };
    const { aim } = user({ 'bin/claude': { program: '' } }, cloud);
    expect((await toolStatus(aim(), 'claude'))?.key).toBe('absent');
  });

  it('nowhere, because it needs none', async () => {
    const { aim } = user({ 'bin/ollama': { program: '' } });
    expect((await toolStatus(aim(), 'ollama'))?.key).toBe('not-needed');
  });
});

describe("a project's file that is not trusted", () => {
  const project = {
    'project/aim_config.json': JSON.stringify({
      registry: {
        tools: { evil: { adapterScript: './evil.sh', capabilities: ['chat'] } },
        capabilities: { chat: { primaryTool: 'codex' } },
      },
      secrets: { backend: 'env' },
    }),
  };

  it('is a finding that names what was ignored and how to go on', async () => {
    const { aim, home } = user(project);
    const { findings, tools, vault, config } = await aim({ cwd: `${home}/project` }).status();
    expect(findings).toEqual([
      {
        id: 'config.untrusted',
        severity: 'warn',
        message: `${home}/project/aim_config.json is not trusted: ignored registry.tools.evil, registry.capabilities.chat, secrets`,
        fix: expect.stringContaining('aim trust'),
      },
    ]);
    expect(tools).toEqual([]);
    expect(vault.backend).toBe('file');
    expect(config).toEqual([
      { kind: 'project', path: `${home}/project/aim_config.json`, trusted: false },
    ]);
  });
});
