import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { user, userConfig } from './support/user.js';

describe('the tools', () => {
  it('are all listed, installed or not', async () => {
    const { aim, home } = user({ 'bin/codex': { program: '' } });
    const tools = await aim().listTools();
    expect(tools.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['claude', 'codex', 'ollama']),
    );
    expect(tools.find(({ id }) => id === 'codex')).toMatchObject({
      installed: true,
      origin: { kind: 'catalogue' },
      presence: { path: join(home, 'bin/codex') },
      key: 'absent',
    });
    expect(tools.find(({ id }) => id === 'claude')).toMatchObject({ installed: false });
    expect(await aim().toolInfo('codex')).toEqual(tools.find(({ id }) => id === 'codex'));
    await expect(aim().toolInfo('codx')).rejects.toMatchObject({ code: 'usage.unknown_tool' });
  });

  it('can be registered: the next AIM knows the tool, and the audit who came', async () => {
    const { aim, home, audit } = user();
    const file = join(home, userConfig);
    expect(
      await aim().registerTool({
        name: 'gpu-box',
        capabilities: ['chat', 'poetry'],
        endpoint: 'http://127.0.0.1:1',
        protocol: 'ollama',
        keys: [],
      }),
    ).toEqual({ id: 'gpu-box', file, dryRun: false });
    expect(await aim().toolInfo('gpu-box')).toMatchObject({
      origin: { kind: 'config', file },
      capabilities: ['chat', 'poetry'],
      key: 'not-needed',
    });
    expect((await aim().listCapabilities()).find(({ id }) => id === 'poetry')).toBeDefined();
    expect((await aim().route({ capability: 'poetry' })).chain).toEqual(['gpu-box']);
    expect(audit()).toMatchObject([
      { event_type: 'config_update', details: { tool: 'gpu-box', file } },
    ]);
  });

  it('can be registered by a manifest, and taken out again', async () => {
    const manifest = { id: 'tidy', adapterScript: './tidy.sh', capabilities: ['poetry'], keys: [] };
    const { aim, home, audit } = user({ 'given/any.json': JSON.stringify(manifest) });
    const file = join(home, userConfig);
    const dryRun = { id: 'tidy', file, dryRun: true };
    expect(await aim().registerManifest('given/any.json', { dryRun: true })).toEqual(dryRun);
    expect(existsSync(file)).toBe(false);
    await aim().registerManifest('given/any.json');
    expect(JSON.parse(readFileSync(file, 'utf8')).registry.tools.tidy).toEqual({
      adapterScript: join(home, 'given/tidy.sh'),
      capabilities: ['poetry'],
      keys: [],
    });
    expect(await aim().unregisterTool('tidy', { dryRun: true })).toEqual(dryRun);
    expect(await aim().unregisterTool('tidy')).toEqual({ id: 'tidy', file, dryRun: false });
    await expect(aim().toolInfo('tidy')).rejects.toMatchObject({ code: 'usage.unknown_tool' });
    expect(audit().map(({ message }) => message)).toEqual([
      'tool registered: tidy',
      'tool unregistered: tidy',
    ]);
  });

  it('are taken out of the file that defines them, and of no other', async () => {
    const { aim, home } = user({
      'aim/config/tools/mine.json': '{ "capabilities": ["chat"], "endpoint": "http://x" }',
    });
    await expect(aim().unregisterTool('mine')).rejects.toMatchObject({
      code: 'usage.invalid',
      hint: `Change or remove ${join(home, 'aim/config/tools/mine.json')}`,
    });
    await expect(aim().unregisterTool('claude')).rejects.toThrow("but by AIM's catalogue");
    await expect(aim().registerManifest('none.json')).rejects.toMatchObject({
      code: 'usage.invalid',
    });
  });

  it('stay as they are when a registration is refused', async () => {
    const { aim, home, auditText } = user();
    await expect(aim().registerTool({ name: 'a b', capabilities: ['chat'] })).rejects.toMatchObject(
      {
        code: 'usage.invalid',
      },
    );
    expect([existsSync(join(home, userConfig)), auditText()]).toEqual([false, '']);
  });

  it('take capabilities by the configured chain, else by the default one', async () => {
    const { aim } = user({
      [userConfig]:
        '{"registry":{"capabilities":{"chat":{"primaryTool":"codex","fallbacks":["ollama"]}}}}',
    });
    const capabilities = await aim().listCapabilities();
    expect(capabilities.find(({ id }) => id === 'chat')).toMatchObject({
      chain: ['codex', 'ollama'],
      configured: true,
    });
    expect(capabilities.find(({ id }) => id === 'code_generation')).toMatchObject({
      chain: expect.arrayContaining(['claude']),
      configured: false,
    });
  });
});

describe('the configuration', () => {
  it('is found in the places of this user', async () => {
    const { aim, home } = user({ [userConfig]: '{}', 'project/aim_config.json': '{}' });
    expect(await aim({ cwd: join(home, 'project') }).configPaths()).toEqual({
      inUse: [
        { kind: 'user', path: join(home, userConfig) },
        { kind: 'project', path: join(home, 'project/aim_config.json') },
      ],
      userConfig: join(home, userConfig),
      config: join(home, 'aim/config'),
      data: join(home, 'aim/data'),
      state: join(home, 'aim/state'),
      cache: join(home, 'aim/cache'),
    });
    const named = aim({ configFile: 'project/aim_config.json' });
    expect((await named.configPaths()).inUse).toEqual([
      { kind: 'explicit', path: join(home, 'project/aim_config.json') },
    ]);
  });

  it('is checked: every file in use, or the one that is named', async () => {
    const { aim, home } = user({
      [userConfig]: '{}',
      'broken.json': '{"audit":{"enabled":"yes"}}',
    });
    expect(await aim().validateConfig()).toEqual({ files: [join(home, userConfig)] });
    await expect(aim().validateConfig({ file: 'broken.json' })).rejects.toThrow(
      `${home}/broken.json:1:11`,
    );
    await expect(aim().validateConfig({ file: 'none.json' })).rejects.toMatchObject({
      code: 'config.not_found',
    });
  });

  it('that is broken stops what depends on it, and can still be looked for', async () => {
    const { aim } = user({ [userConfig]: '{' });
    await expect(aim().status()).rejects.toMatchObject({ code: 'config.invalid' });
    await expect(aim().listSecrets()).rejects.toMatchObject({ code: 'config.invalid' });
    expect((await aim().configPaths()).inUse).toHaveLength(1);
  });
});

describe('trust', () => {
  const config = JSON.stringify({
    registry: { tools: { mine: { adapterScript: './mine.sh', capabilities: ['poetry'] } } },
  });

  it('is planned without a change, given once, recorded, and lost with the content', async () => {
    const { aim, home, audit } = user({ 'project/aim_config.json': config });
    const cwd = join(home, 'project');
    const file = join(cwd, 'aim_config.json');
    const granted = [{ path: 'registry.tools.mine', reason: expect.any(String) }];
    const hash = createHash('sha256').update(config).digest('hex');
    const isKnown = async () => (await aim({ cwd }).listTools()).some(({ id }) => id === 'mine');

    expect(await aim().planTrust('project')).toEqual({
      file,
      files: [file],
      granted,
      changed: true,
      hash,
    });
    expect([await isKnown(), audit()]).toEqual([false, []]);

    expect(await aim().trust('project')).toEqual({
      file,
      files: [file],
      granted,
      changed: true,
      hash,
    });
    expect(await isKnown()).toBe(true);
    expect(await aim().trust('project')).toEqual({
      file,
      files: [file],
      granted,
      changed: false,
      hash,
    });
    expect(audit()).toMatchObject([
      { event_type: 'config_trust', details: { file, granted: ['registry.tools.mine'] } },
    ]);

    writeFileSync(file, config.replace('mine.sh', 'other.sh'));
    expect(await isKnown()).toBe(false);
    // Whoever agreed to the earlier content did not see this one.
    await expect(aim({ cwd }).trust(undefined, hash)).rejects.toMatchObject({
      code: 'config.untrusted',
    });
    expect(await isKnown()).toBe(false);
    expect((await aim().planTrust('project')).changed).toBe(true);
  });

  it('is given to the manifests of a project with its configuration, and to them alone', async () => {
    const manifest = '{ "adapterScript": "./m.sh", "capabilities": ["poetry"] }';
    const { aim, home } = user({
      'project/aim_config.json': '{}',
      'project/.aim/tools/mine.json': manifest,
      'other/.aim/tools/theirs.json': manifest,
    });
    const mine = join(home, 'project/.aim/tools/mine.json');
    const cwd = join(home, 'project');
    await expect(aim({ cwd }).toolInfo('mine')).rejects.toMatchObject({ hint: 'aim trust' });
    const { hash } = await aim({ cwd }).planTrust();
    writeFileSync(mine, manifest.replace('m.sh', 'other.sh'));
    await expect(aim({ cwd }).trust(undefined, hash)).rejects.toMatchObject({
      code: 'config.untrusted',
    });
    writeFileSync(mine, manifest);
    expect(await aim({ cwd }).trust(undefined, hash)).toMatchObject({
      files: [join(cwd, 'aim_config.json'), mine],
      granted: [{ path: 'registry.tools.mine' }],
      changed: true,
    });
    expect(await aim({ cwd }).toolInfo('mine')).toMatchObject({
      origin: { kind: 'config', file: mine },
      jobs: { kind: 'script', permissions: ['read-only', 'workspace-write', 'full'] },
    });
    expect((await aim().planTrust('other')).file).toBe(join(home, 'other/.aim/tools/theirs.json'));
  });

  it('is refused to a file that is broken or not there', async () => {
    const { aim, home } = user({ 'project/aim_config.json': '{' });
    await expect(aim().trust('project')).rejects.toMatchObject({ code: 'config.invalid' });
    await expect(aim().trust('elsewhere')).rejects.toMatchObject({ code: 'config.not_found' });
    expect(readFileSync(join(home, 'project/aim_config.json'), 'utf8')).toBe('{');
    expect(existsSync(join(home, 'aim'))).toBe(false);
  });
});
