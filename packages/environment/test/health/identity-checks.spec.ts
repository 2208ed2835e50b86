import { describe, expect, it } from '@jest/globals';
import { checkHealth, detectTools, type Channel, type WantedTool } from '../../src/index.js';
import {
  healthInput,
  nothingWanted,
  presence,
  type HealthChanges,
} from '../support/health-input.js';
import { hostWith, tool } from '../support/host.js';
import { link, program, tree } from '../support/tree.js';

async function run(id: string, changes: HealthChanges) {
  const { checks } = await checkHealth(healthInput(changes), { only: [id] });
  return checks.map(({ status, message, fix }) => ({ status, message, fix }));
}

function copy(path: string, version: string, channel: Channel = 'npm') {
  return { path, realPath: path, version, channel, package: 'codex', evidence: path, onPath: true };
}

const npm = { manager: 'npm', name: 'codex' } as const;
const wants = (facts: Partial<WantedTool>) => () => ({ ...nothingWanted, ...facts });

describe('on_path', () => {
  it('warns of a tool that lies elsewhere, with the line for the shell', async () => {
    const root = tree({ 'vendor bin/codex': program(), 'bin/claude': program() });
    const there = tool('codex', { searchPaths: [`${root}/vendor bin/codex`] });
    const host = (env: Record<string, string> = {}) => hostWith([`${root}/bin`], { env });
    const tools = detectTools([there, tool('claude')], host());
    expect(await run('on_path', { tools, host: host() })).toEqual([
      {
        status: 'warn',
        message: `codex lies at ${root}/vendor bin/codex, whose folder is not on PATH`,
        fix: `export PATH='${root}/vendor bin':"$PATH"`,
      },
    ]);
    const fish = host({ SHELL: '/usr/bin/fish' });
    expect(await run('on_path', { tools, host: fish })).toMatchObject([
      { fix: `fish_add_path --move '${root}/vendor bin'` },
    ]);
  });
});

describe('shadowed', () => {
  const two = [
    presence('codex', { copies: [copy('/a/codex', '1.0.0', 'brew'), copy('/b/codex', '2.0.0')] }),
  ];

  it('fails when another copy hides the pinned one, and duplicates leaves it at that', async () => {
    const wanted = wants({ version: '2.0.0' });
    expect(await run('shadowed', { tools: two, wanted })).toEqual([
      {
        status: 'fail',
        message: 'codex runs /a/codex (brew, 1.0.0), which hides the pinned /b/codex (npm, 2.0.0)',
        fix: 'export PATH=/b:"$PATH"',
      },
    ]);
    expect(await run('duplicates', { tools: two, wanted })).toMatchObject([{ status: 'ok' }]);
    expect(await run('pins', { tools: two, wanted })).toMatchObject([{ status: 'ok' }]);
  });

  it('warns when another copy hides the configured package', async () => {
    const wanted = wants({ configured: [npm] });
    expect(await run('shadowed', { tools: two, wanted })).toMatchObject([{ status: 'warn' }]);
  });

  it.each([
    ['nothing is configured', {}],
    ['the right one runs', { configured: [{ manager: 'brew', name: 'codex' } as const] }],
    ['none is right', { version: '3.0.0' }],
  ])('leaves it to others where %s', async (_name, facts) => {
    expect(await run('shadowed', { tools: two, wanted: wants(facts) })).toMatchObject([
      { status: 'ok' },
    ]);
    expect(await run('duplicates', { tools: two, wanted: wants(facts) })).toMatchObject([
      { status: 'warn' },
    ]);
  });
});

describe('pins', () => {
  const tools = (version: string | null) => [
    presence('codex', { package: 'codex', version, copies: [copy('/b/codex', '2.0.0')] }),
  ];
  const judge = (version: string | null, pin: string) =>
    run('pins', { tools: tools(version), wanted: wants({ version: pin, known: [npm] }) });

  it('warns of another version, with the command of its own manager', async () => {
    expect(await judge('2.0.0', '1.9.0')).toEqual([
      {
        status: 'warn',
        message: 'codex is 2.0.0 and pinned to 1.9.0',
        fix: 'npm install -g codex@1.9.0',
      },
    ]);
    expect(await judge('2.0.0', '2.0.0')).toMatchObject([{ status: 'ok' }]);
  });

  it.each([
    ['^2.0.0', 'ok'],
    ['>=1.5 <3', 'ok'],
    ['~1.9', 'warn'],
    ['not a range', 'warn'],
  ])('takes %s for a range', async (pin, status) => {
    expect(await judge('2.0.0', pin)).toMatchObject([{ status }]);
  });

  it('does not know where nothing tells the version', async () => {
    expect(await judge(null, '2.0.0')).toMatchObject([{ status: 'unknown' }]);
  });
});

describe('broken', () => {
  it('fails for a program that is empty, and for a link to nothing', async () => {
    const root = tree({ 'bin/codex': program(''), 'bin/goose': link('gone') });
    const host = hostWith([`${root}/bin`]);
    const tools = detectTools([tool('codex'), tool('goose')], host);
    expect(await run('broken', { tools, host })).toEqual([
      {
        status: 'fail',
        message: `codex: ${root}/bin/codex: it is empty: an installation broke off`,
        fix: `rm ${root}/bin/codex`,
      },
      {
        status: 'fail',
        message: `goose: ${root}/bin/goose: its target gone does not exist`,
        fix: `rm ${root}/bin/goose`,
      },
    ]);
    // What is broken is not missing as well.
    expect(
      await run('missing', { tools, host, configuredTools: ['codex', 'goose'] }),
    ).toMatchObject([{ status: 'ok' }]);
  });
});
