import { describe, expect, it } from '@jest/globals';
import { checkHealth, detectTools, type VaultFacts } from '../../src/index.js';
import {
  absent,
  healthInput,
  presence,
  vault,
  type HealthChanges,
} from '../support/health-input.js';
import { hostWith, tool } from '../support/host.js';
import { link, program, tree } from '../support/tree.js';

async function run(id: string, changes: HealthChanges) {
  const { checks } = await checkHealth(healthInput(changes), { only: [id] });
  return checks.map(({ status, tool: about, message, fix }) => ({ status, about, message, fix }));
}

describe('ai_tools', () => {
  it('lists names and versions, and says when a version is unknown', async () => {
    const tools = [presence('claude'), presence('own', { version: null }), absent('goose')];
    expect(await run('ai_tools', { tools })).toMatchObject([
      { status: 'ok', message: 'claude 1.0.0, own (version unknown)' },
    ]);
  });

  it('warns when there is none', async () => {
    expect(await run('ai_tools', { tools: [absent('goose')] })).toMatchObject([
      { status: 'warn', message: 'None of the 1 known tools is installed', fix: 'aim tools list' },
    ]);
  });
});

describe('duplicates', () => {
  it('names the owner and version of each distinct copy', async () => {
    const root = tree({
      'npm/lib/node_modules/codex/package.json': '{"name":"codex","version":"1.2.3","bin":"c.js"}',
      'npm/lib/node_modules/codex/c.js': program(),
      'npm/bin/codex': link('../lib/node_modules/codex/c.js'),
      'own/codex': program('copy'),
      'again/codex': link('../own/codex'),
    });
    const host = hostWith(['own', 'npm/bin', 'again'].map((name) => `${root}/${name}`));
    const tools = detectTools([tool('codex'), tool('goose')], host);
    expect(await run('duplicates', { tools, host })).toEqual([
      {
        status: 'warn',
        about: 'codex',
        message: `codex is installed 2 times: ${root}/own/codex (unknown owner, version unknown, the one that runs); ${root}/npm/bin/codex (npm, 1.2.3)`,
        fix: 'which -a codex',
      },
    ]);
  });

  it('does not take two programs of one tool for duplicates', async () => {
    const root = tree({ 'bin/cursor-agent': program('1'), 'bin/agent': program('2') });
    const host = hostWith([`${root}/bin`]);
    const tools = detectTools([tool('cursor', { binaries: ['cursor-agent', 'agent'] })], host);
    expect(tools[0]?.copies).toHaveLength(2);
    expect(await run('duplicates', { tools, host })).toMatchObject([{ status: 'ok' }]);
  });
});

describe('broken', () => {
  it('fails for each problem, with the path and a command', async () => {
    const root = tree({
      "it's/claude": link('gone'),
      'b/claude': 'no permission',
      'c/claude/x': '',
      'd/claude': program(),
    });
    const folders = ["it's", 'b', 'c', 'd'].map((name) => `${root}/${name}`);
    const tools = detectTools([tool('claude')], hostWith(folders));
    expect(await run('broken', { tools })).toEqual([
      {
        status: 'fail',
        about: 'claude',
        message: `claude: ${root}/it's/claude: its target gone does not exist`,
        fix: `rm '${root}/it'\\''s/claude'`,
      },
      {
        status: 'fail',
        about: 'claude',
        message: `claude: ${root}/b/claude: it is not marked as executable for this user`,
        fix: `chmod +x ${root}/b/claude`,
      },
      {
        status: 'warn',
        about: 'claude',
        message: `claude: ${root}/c/claude: it is a folder`,
        fix: `ls -ld ${root}/c/claude`,
      },
    ]);
  });
});

describe('keys', () => {
  it('mentions installed tools that have neither key nor login', async () => {
    const states: Record<string, 'present' | 'absent' | 'not-needed'> = {
      claude: 'present',
      codex: 'absent',
      ollama: 'not-needed',
      goose: 'absent',
    };
    const input = {
      tools: [...['claude', 'codex', 'ollama'].map((id) => presence(id)), absent('goose')],
      keys: (id: string) => states[id] ?? 'absent',
    };
    expect(await run('keys', input)).toMatchObject([
      { status: 'info', about: 'codex', fix: 'aim tools info codex' },
    ]);
    expect(await run('keys', { ...input, tools: [absent('goose')] })).toMatchObject([
      { status: 'skipped' },
    ]);
  });
});

describe('keys, of tools that declare none', () => {
  const defaultKeys = [
    { id: 'old', name: 'Old Tool' },
    { id: 'older', name: 'older' },
  ];

  it('mentions each that gets the four of AIM_PLUS_V1, installed or not, and how to name its own', async () => {
    expect(await run('keys', { defaultKeys, tools: [] })).toEqual([
      {
        status: 'info',
        about: 'old',
        message: 'Old Tool declares no keys, so it gets the four of AIM_PLUS_V1',
        fix: 'Name its own in registry.tools.old.keys',
      },
      expect.objectContaining({ about: 'older', fix: 'Name its own in registry.tools.older.keys' }),
    ]);
  });

  it('stands beside what is said of keys that are absent', async () => {
    const findings = await run('keys', { defaultKeys, keys: () => 'absent' });
    expect(findings.map(({ about }) => about)).toEqual(['claude', 'old', 'older']);
  });

  it('says nothing where every tool declares its own', async () => {
    expect(await run('keys', { defaultKeys: [] })).toMatchObject([
      { status: 'ok', message: 'Every installed tool has what it needs' },
    ]);
  });

  it('makes no tool unhealthy', async () => {
    const input = healthInput({ defaultKeys: [{ id: 'claude', name: 'Claude Code' }] });
    expect(await checkHealth(input)).toMatchObject({ overallStatus: 'healthy', healthyCount: 1 });
  });
});

describe('secrets_vault', () => {
  const check = async (changes: Partial<VaultFacts>) =>
    (await run('secrets_vault', { vault: { ...vault, ...changes } }))[0];

  it('says where the secrets are, and adds the note', async () => {
    expect(await check({})).toMatchObject({
      status: 'ok',
      message: '2 secrets in the OS keychain',
    });
    const file = { backend: 'file', protection: 'passphrase', secretCount: 1 } as const;
    expect(await check({ ...file, note: 'older format' })).toMatchObject({
      status: 'ok',
      message: '1 secret in the sealed file vault; older format',
    });
    expect(await check({ backend: null, secretCount: 0, keychain: null })).toMatchObject({
      status: 'info',
    });
  });

  it('warns of protection by permissions only, with the command', async () => {
    const keyFile = { backend: 'file', protection: 'key-file' } as const;
    expect(await check(keyFile)).toMatchObject({
      status: 'warn',
      message: '2 secrets in the sealed file vault, protected by file permissions only',
      fix: expect.stringContaining('AIM_PASSPHRASE_FILE'),
    });
    expect(await check({ ...keyFile, fix: 'aim secrets backend' })).toMatchObject({
      fix: 'aim secrets backend',
    });
  });

  it.each([
    ['locked', 'is locked', 'fail'],
    ['unavailable', 'cannot be reached', 'fail'],
    ['denied', 'refuses access', 'fail'],
    // A probe that has no answer says nothing of what it asked.
    ['timeout', 'does not answer', 'unknown'],
  ] as const)(
    'where the keychain that holds them answers %s, says that it %s, and only then',
    async (state, words, status) => {
      const keychain = { state, detail: 'no D-Bus' };
      expect(await check({ keychain })).toMatchObject({
        status,
        message: `The keychain that holds 2 secrets ${words}: no D-Bus`,
      });
      const vault = { backend: 'file', protection: 'vault-keychain' } as const;
      expect(await check({ ...vault, keychain })).toMatchObject({ status });
      expect(await check({ backend: 'file', protection: 'passphrase', keychain })).toMatchObject({
        status: 'ok',
      });
    },
  );
});
