import { describe, expect, it } from '@jest/globals';
import { checkHealth, detectTools, type LatestVersions } from '../../src/index.js';
import {
  healthInput,
  nothingWanted,
  presence,
  type HealthChanges,
} from '../support/health-input.js';
import { hostWith, tool } from '../support/host.js';
import { link, program, tree, type Entry } from '../support/tree.js';

async function run(id: string, changes: HealthChanges) {
  const { checks } = await checkHealth(healthInput(changes), { only: [id] });
  return checks.map(({ status, message, fix }) => ({ status, message, fix }));
}

const pinnedTo = (version: string) => () => ({ ...nothingWanted, version });

describe('effective_version', () => {
  const fetched = tree({
    'pkg/linux-x64/1.0.102/package.json': '{"name":"@github/copilot","version":"1.0.102"}',
  });
  const host = hostWith([], { env: { COPILOT_CACHE_HOME: fetched } });
  const tools = [presence('copilot', { version: '1.0.92' })];

  it('warns of a pinned tool that runs what it fetched, and mentions another', async () => {
    expect(
      await run('effective_version', { host, tools, wanted: pinnedTo('1.0.92') }),
    ).toMatchObject([
      {
        status: 'warn',
        message:
          'copilot 1.0.92 is installed and runs 1.0.102, which it fetched for itself, and is pinned to 1.0.92',
        fix: 'export COPILOT_AUTO_UPDATE=false',
      },
    ]);
    expect(await run('effective_version', { host, tools })).toMatchObject([{ status: 'info' }]);
  });

  it('is content where the installed version runs', async () => {
    const newer = [presence('copilot', { version: '1.0.103' }), presence('claude')];
    expect(await run('effective_version', { host, tools: newer })).toMatchObject([
      { status: 'ok' },
    ]);
  });
});

describe('self_update', () => {
  const check = (id: string, files: Record<string, Entry> = {}, env: Record<string, string> = {}) =>
    run('self_update', {
      host: hostWith([], { home: tree(files), env }),
      tools: [presence(id)],
      wanted: pinnedTo('1.0.0'),
    });

  it('warns of a pinned tool, with the variable or the setting that helps', async () => {
    expect(await check('claude')).toEqual([
      {
        status: 'warn',
        message: 'claude is pinned to 1.0.0 and updates itself',
        fix: 'export DISABLE_AUTOUPDATER=1',
      },
    ]);
    expect(await check('gemini')).toMatchObject([
      {
        status: 'warn',
        fix: expect.stringMatching(
          /^Set general\.enableAutoUpdate to false in .*\.gemini\/settings\.json$/,
        ),
      },
    ]);
  });

  it.each<[string, Record<string, Entry>, Record<string, string>]>([
    ['claude', {}, { DISABLE_AUTOUPDATER: '1' }],
    ['claude', { '.claude/settings.json': '{"env":{"DISABLE_AUTOUPDATER":"1"}}' }, {}],
    ['gemini', { '.gemini/settings.json': '{"general":{"enableAutoUpdate":false}} // off' }, {}],
    ['qwen', { '.qwen/settings.json': '{"general":{"disableAutoUpdate":true}}' }, {}],
    ['amp', { '.config/amp/settings.json': '{"amp.updates.mode":"disabled"}' }, {}],
  ])('is content with %s where %j and %j switch it off', async (id, files, env) => {
    expect(await check(id, files, env)).toMatchObject([{ status: 'ok' }]);
  });

  it.each<[string, Record<string, Entry>]>([
    ['gemini', { '.gemini/settings.json': '{"general":{"enableAutoUpdate":true}}' }],
    ['gemini', { '.gemini/settings.json': '{"general":' }],
    ['gemini', { '.gemini/settings.json': link('settings.json') }],
  ])('warns of %s with %j all the same', async (id, files) => {
    expect(await check(id, files)).toMatchObject([{ status: 'warn' }]);
  });

  it('asks nothing of tools that only tell of a newer version, or that another manager keeps', async () => {
    expect(await check('codex')).toMatchObject([{ status: 'skipped' }]);
    const tools = [presence('claude', { channel: 'brew-cask' })];
    expect(await run('self_update', { tools, wanted: pinnedTo('1.0.0') })).toMatchObject([
      { status: 'skipped' },
    ]);
    expect(await run('self_update', { tools: [presence('claude')] })).toMatchObject([
      { status: 'skipped' },
    ]);
  });
});

const now = () => new Date('2026-11-25T12:00:00Z');
const heard = (changes: Partial<LatestVersions>): LatestVersions => ({
  version: null,
  upstream: '2.0.0',
  checkedAt: '2026-11-22T12:00:00Z',
  isStale: true,
  update: 'unknown',
  failure: null,
  ...changes,
});

describe('outdated', () => {
  const host = hostWith([], { now });
  const known = [{ manager: 'npm', name: 'codex' }] as const;
  const tools = [presence('codex')];
  const latest = () => heard({ version: '2.0.0', update: 'available' });

  it('mentions what the cache knows, with its age and the command', async () => {
    const wanted = () => ({ ...nothingWanted, known });
    expect(await run('outdated', { host, tools, wanted, latest })).toEqual([
      {
        status: 'info',
        message: 'codex 1.0.0 can become 2.0.0 (npm, asked 3 days ago)',
        fix: 'npm install -g codex@2.0.0',
      },
    ]);
    const pinned = { host, tools, wanted: pinnedTo('1.0.0'), latest };
    expect(await run('outdated', pinned)).toMatchObject([
      { message: expect.stringContaining('; it is pinned to 1.0.0'), fix: null },
    ]);
  });

  it('has nothing to say of the newest, and skips where nobody ever asked', async () => {
    const current = () => heard({ version: '1.0.0', update: 'current' });
    expect(await run('outdated', { host, tools, latest: current })).toMatchObject([
      { status: 'ok' },
    ]);
    expect(await run('outdated', { host, tools })).toMatchObject([{ status: 'skipped' }]);
  });
});

describe('channel_lag', () => {
  const host = hostWith([], { now });
  const latest = () => heard({});

  it('mentions that the makers are ahead of another channel', async () => {
    const tools = [presence('codex', { channel: 'brew-cask' })];
    expect(await run('channel_lag', { host, tools, latest })).toMatchObject([
      {
        status: 'info',
        message: expect.stringContaining(
          'codex is 1.0.0 by brew-cask, and its makers publish 2.0.0',
        ),
      },
    ]);
  });

  it.each([
    ['brew', '2.0.0', 'ok'],
    ['apt', '1.0.0-1', 'ok'],
  ] as const)('has nothing against %s with %s', async (channel, version, status) => {
    const tools = [presence('codex', { channel, version })];
    expect(await run('channel_lag', { host, tools, latest })).toMatchObject([{ status }]);
  });

  it('tells the newest of the channel, where that was asked', async () => {
    const tools = [presence('codex', { channel: 'brew-cask' })];
    const asked = { host, tools, latest: () => heard({ version: '1.5.0', update: 'available' }) };
    expect(await run('channel_lag', asked)).toMatchObject([
      {
        message:
          'The newest codex is 1.5.0 by brew-cask, and its makers publish 2.0.0, asked 3 days ago',
      },
    ]);
    const known = [{ manager: 'brew-cask', name: 'codex' }] as const;
    expect(
      await run('outdated', { ...asked, wanted: () => ({ ...nothingWanted, known }) }),
    ).toMatchObject([{ status: 'info', fix: 'brew upgrade --cask codex' }]);
  });

  it('leaves npm to outdated', async () => {
    const asked = { host, latest: () => heard({ version: '2.0.0', update: 'available' as const }) };
    expect(await run('channel_lag', asked)).toMatchObject([{ status: 'skipped' }]);
  });
});

describe('half_updates', () => {
  const modules = 'npm/lib/node_modules';
  const known = [{ manager: 'npm', name: '@openai/codex' }] as const;
  const check = (files: Record<string, Entry>, platform: NodeJS.Platform = 'linux') => {
    const root = tree({
      [`${modules}/@openai/codex/package.json`]:
        '{"name":"@openai/codex","version":"1.0.0","bin":{"codex":"c.js"}}',
      [`${modules}/@openai/codex/c.js`]: program(),
      'npm/bin/codex': link('../lib/node_modules/@openai/codex/c.js'),
      'npm/bin/npm': program(),
      ...files,
    });
    const env = { npm_config_prefix: `${root}/npm` };
    const host = hostWith([`${root}/npm/bin`], { env, platform });
    const tools = detectTools([tool('codex')], hostWith([`${root}/npm/bin`]));
    return {
      root,
      found: run('half_updates', { host, tools, wanted: () => ({ ...nothingWanted, known }) }),
    };
  };

  it('warns of what npm moved aside and left', async () => {
    const rest = `${modules}/@openai/.codex-A1b2C3d4`;
    const { root, found } = check({ [`${rest}/package.json`]: '{}' });
    expect(await found).toEqual([
      {
        status: 'warn',
        message: `codex: ${root}/${rest} is left of an update that broke off`,
        fix: `rm -r ${root}/${rest}`,
      },
    ]);
  });

  it('fails for a package without its package.json', async () => {
    const root = tree({ [`${modules}/@openai/codex/c.js`]: '', 'bin/npm': program() });
    const host = hostWith([`${root}/bin`], { env: { npm_config_prefix: `${root}/npm` } });
    const tools = detectTools([tool('codex')], host);
    const wanted = () => ({ ...nothingWanted, known });
    expect(await run('half_updates', { host, tools, wanted })).toMatchObject([
      {
        status: 'fail',
        fix: `rm -r ${root}/${modules}/@openai/codex && npm install -g @openai/codex`,
      },
    ]);
  });

  it('leaves metadata of which broken tells to it', async () => {
    const root = tree({ [`${modules}/@openai/codex/c.js`]: '' });
    const host = hostWith([], { env: { npm_config_prefix: `${root}/npm` } });
    const path = `${root}/${modules}/@openai/codex/package.json`;
    const problems = [{ kind: 'unreadable-metadata' as const, path, detail: 'is missing' }];
    const tools = [presence('codex', { problems })];
    const wanted = () => ({ ...nothingWanted, known });
    expect(await run('half_updates', { host, tools, wanted })).toMatchObject([{ status: 'ok' }]);
  });

  it('warns of what pip renamed, in the environment of the tool', async () => {
    const root = tree({
      'venvs/llm/pipx_metadata.json':
        '{"main_package":{"package":"llm","package_version":"0.32","apps":["llm"]}}',
      'venvs/llm/bin/llm': program(),
      'venvs/llm/lib/python3.11/site-packages/~lm/__init__.py': '',
      'venvs/llm/lib/python3.11/site-packages/llm-0.32.dist-info/METADATA':
        'Name: llm\nVersion: 0.32\n\n',
    });
    const tools = detectTools([tool('llm')], hostWith([`${root}/venvs/llm/bin`]));
    expect(await run('half_updates', { tools })).toMatchObject([
      { status: 'warn', message: expect.stringContaining('site-packages/~lm is left') },
    ]);
  });

  it.each(['.codex-cache', '.codex-A1b2C3d4e', '.other-A1b2C3d4', 'codex-A1b2C3d4'])(
    'has nothing against a folder %s',
    async (name) => {
      const { found } = check({ [`${modules}/@openai/${name}/package.json`]: '{}' });
      expect(await found).toMatchObject([{ status: 'ok' }]);
    },
  );

  it('mentions old programs on Windows', async () => {
    const { found } = check(
      { 'npm/bin/codex.exe.old.1732': '', 'npm/bin/codex.old.exe': '' },
      'win32',
    );
    expect(await found).toMatchObject([{ status: 'info' }, { status: 'info' }]);
  });
});
