import { loadProviderDetails, type KeyShape } from '@aim/core';
import { describe, expect, it } from '@jest/globals';
import { chmodSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loopbackServer } from '../../../core/test/support/loopback-server.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { numbersFrom, validKey } from '../../../secrets/test/support/valid-key.js';
import { sampleKey } from '../support/sample-key.js';
import { user, userConfig } from '../support/user.js';

describe('plaintext_keys and credential_files', () => {
  it('look into the files of installed tools only, and show no key', async () => {
    const providers = await loadProviderDetails();
    const { keyShapes = [] } = providers.find(({ id }) => id === 'anthropic') ?? {};
    const key = validKey(keyShapes[0] as KeyShape, numbersFrom(1));
    const { aim, home } = user({
      'bin/codex': { program: 'exit 0' },
      '.codex/config.toml': `token = "${key}"\n`,
      '.codex/auth.json': '{"tokens":{}}',
      '.claude/settings.json': `{"env":{"ANTHROPIC_API_KEY":"${key}"}}`,
    });
    chmodSync(join(home, '.codex/auth.json'), 0o644);
    const only = ['plaintext_keys', 'credential_files'];
    const { checks } = await aim().health({ only });
    expect(checks.map(({ id, tool, status, evidence }) => [id, tool, status, evidence])).toEqual([
      ['plaintext_keys', 'codex', 'warn', `${home}/.codex/config.toml:1:10`],
      ['credential_files', 'codex', 'warn', `${home}/.codex/auth.json`],
    ]);
    expect(JSON.stringify(checks)).not.toContain(key.slice(14, 40));
  });
});

it('plaintext_keys looks into the files that configPaths name', async () => {
  const key = await sampleKey();
  const tools = { mine: { detectCommands: ['mine'], configPaths: ['~/mine.conf', '~/absent'] } };
  const { aim, home } = user({
    [userConfig]: JSON.stringify({ registry: { tools } }),
    'mine.conf': `\nkey = ${key}\n`,
  });
  const { checks } = await aim().health({ only: ['plaintext_keys'] });
  expect(checks).toMatchObject([
    { tool: 'mine', status: 'warn', evidence: `${home}/mine.conf:2:7` },
  ]);
});

describe('endpoints', () => {
  const config = { [userConfig]: '{"registry":{"tools":{"ollama":{}}}}' };

  it('asks only when told to, and never with the password of an address', async () => {
    const server = await loopbackServer(() => ({ status: 200, body: 'Ollama is running' }));
    const env = { OLLAMA_HOST: server.origin.replace('//', '//me:pa55word@') };
    const { aim } = user(config, env);
    const offline = await aim().health({ only: ['endpoints'] });
    expect([offline.checks[0]?.status, server.heard]).toEqual(['skipped', []]);
    const { checks } = await aim().health({ only: ['endpoints'], online: true });
    expect(checks).toMatchObject([{ status: 'ok', tool: 'ollama' }]);
    await server.close();
    expect(server.heard.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    expect(JSON.stringify(checks)).not.toContain('pa55word');
  });

  it('warns where nobody listens', async () => {
    const { checks } = await user(config)
      .aim()
      .health({ only: ['endpoints'], online: true });
    expect(checks).toMatchObject([{ status: 'warn', tool: 'ollama' }]);
  });
});

describe('login_override', () => {
  it('warns of the variable that Claude Code would use in place of its login', async () => {
    const files = { 'bin/claude': { program: 'exit 0' }, '.claude/.credentials.json': '{}' };
    const only = ['login_override'];
    const { aim } = user(files);
    expect((await aim().health({ only })).checks).toMatchObject([{ status: 'ok' }]);
    const env = { ANTHROPIC_API_KEY: 'set' };
    expect((await aim({ env }).health({ only })).checks).toMatchObject([
      { status: 'warn', tool: 'claude', fix: 'unset ANTHROPIC_API_KEY' },
    ]);
  });
});

describe('aim', () => {
  const cache = `quick-status-${process.version}-${process.platform}-${process.arch}.cache`;

  it('knows a bundle that lacks a part, and one that another Node compiled', async () => {
    const folder = join(tempFolder(), 'bundle');
    mkdirSync(folder);
    const { aim } = user();
    const keychainHelper = join(folder, 'keychain-helper.mjs');
    const check = async () => (await aim({ keychainHelper }).health({ only: ['aim'] })).checks[0];
    expect(await check()).toMatchObject({ status: 'fail', evidence: folder });
    for (const file of ['keychain-helper.mjs', 'quick-status.js'])
      writeFileSync(join(folder, file), '');
    expect(await check()).toMatchObject({ status: 'info', evidence: join(folder, cache) });
    writeFileSync(join(folder, cache), '');
    expect(await check()).toMatchObject({ status: 'ok' });
    utimesSync(join(folder, cache), 0, 0);
    expect(await check()).toMatchObject({ status: 'info' });
  });
});

it('breakers tells what is left alone, and until when it is', async () => {
  const { aim, home } = user({ 'bin/claude': { program: 'cat >/dev/null; exit 3' } });
  const only = ['breakers'];
  expect((await aim().health({ only })).checks).toMatchObject([{ status: 'ok' }]);
  const invoke = (tool: string) =>
    aim().invoke({ capability: 'chat', payload: { prompt: 'x' }, tool });
  for (let n = 0; n < 3; n++) await invoke('claude');
  expect((await aim().health({ only })).checks).toMatchObject([
    {
      status: 'info',
      tool: 'claude',
      message: expect.stringMatching(
        /^claude: left alone until .* after TOOL_CRASH, seen by claude$/,
      ),
      fix: 'aim tools reset claude',
    },
  ]);
  await aim().resetBreakers({ tool: 'claude' });
  const program = join(home, 'bin/claude');
  writeFileSync(program, '#!/nowhere/sh\n', { mode: 0o755 });
  await invoke('claude');
  expect((await aim().health({ only })).checks).toMatchObject([
    { status: 'warn', message: expect.stringContaining('until that changes') },
  ]);
  writeFileSync(program, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  utimesSync(program, 1, 1);
  expect((await aim().health({ only })).checks).toMatchObject([{ status: 'ok' }]);
});
