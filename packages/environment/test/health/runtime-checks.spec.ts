import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { checkHealth, detectTools } from '../../src/index.js';
import { healthInput, nothingWanted, type HealthChanges } from '../support/health-input.js';
import { hostWith, tool } from '../support/host.js';
import { link, program, tree, type Entry } from '../support/tree.js';

async function run(id: string, changes: HealthChanges) {
  const { checks } = await checkHealth(healthInput(changes), { only: [id] });
  return checks.map(({ status, message, fix }) => ({ status, message, fix }));
}

/** A prefix of Node that npm installed `codex` into. */
function prefix(engine: string, more: Record<string, Entry> = {}, header = '20 19 4') {
  const [major, minor, patch] = header.split(' ');
  const root = tree({
    'bin/node': program('\x7fELF'),
    'include/node/node_version.h': `#define NODE_MAJOR_VERSION ${major}\n#define NODE_MINOR_VERSION ${minor}\n#define NODE_PATCH_VERSION ${patch}\n`,
    'lib/node_modules/codex/package.json': JSON.stringify({
      name: 'codex',
      version: '1.0.0',
      bin: 'c.js',
      engines: { node: engine },
    }),
    'lib/node_modules/codex/c.js': program('#!/usr/bin/env node\n'),
    'bin/codex': link('../lib/node_modules/codex/c.js'),
    ...more,
  });
  const host = hostWith([`${root}/bin`]);
  return { root, host, tools: detectTools([tool('codex')], host) };
}

describe('runtimes', () => {
  it('holds the node of PATH against what the package asks for', async () => {
    expect(await run('runtimes', prefix('>=18'))).toMatchObject([{ status: 'ok' }]);
    expect(await run('runtimes', prefix('>=22'))).toEqual([
      {
        status: 'fail',
        message: 'codex asks for Node >=22 and gets 20.19.4',
        fix: 'Install Node.js 22 and put it first on PATH: https://nodejs.org/en/download',
      },
    ]);
  });

  it('does not know a version that only the program tells, and starts no program', async () => {
    const machine = prefix('>=22');
    fs.rmSync(`${machine.root}/include`, { recursive: true });
    fs.writeFileSync(`${machine.root}/bin/node`, `#!/bin/sh\ntouch ${machine.root}/started\n`);
    expect(await run('runtimes', machine)).toMatchObject([
      { status: 'unknown', fix: 'node --version' },
    ]);
    expect(fs.existsSync(`${machine.root}/started`)).toBe(false);
  });

  it('asks nothing of node for a program that node does not run', async () => {
    const native = prefix('>=22', { 'lib/node_modules/codex/c.js': program('\x7fELF') });
    expect(await run('runtimes', native)).toMatchObject([{ status: 'ok' }]);
  });

  it('fails without git for a tool that needs it', async () => {
    const wanted = () => ({ ...nothingWanted, needsGit: true });
    expect(await run('runtimes', { ...prefix('*'), wanted })).toMatchObject([
      { status: 'fail', message: expect.stringContaining('does not work without git') },
    ]);
    const withGit = prefix('*', { 'bin/git': program() });
    expect(await run('runtimes', { ...withGit, wanted })).toMatchObject([{ status: 'ok' }]);
  });
});

describe('interpreters', () => {
  const check = (text: string) => {
    const root = tree({ 'bin/llm': program(text), 'bin/python3': program('\x7fELF') });
    const host = hostWith([`${root}/bin`]);
    return run('interpreters', { host, tools: detectTools([tool('llm')], host) });
  };

  it.each([
    ['#!/venv/that/is/gone/bin/python\n', '/venv/that/is/gone/bin/python'],
    ['#!/usr/bin/env ruby3\n', 'ruby3'],
    ['#!/usr/bin/env -S deno5 run\n', 'deno5'],
  ])('fails for %j', async (text, interpreter) => {
    expect(await check(text)).toMatchObject([
      { status: 'fail', message: expect.stringContaining(`needs ${interpreter}, which`) },
    ]);
  });

  it.each(['#!/bin/sh\n', '#! /bin/sh -e\n', '#!/usr/bin/env python3\n', '\x7fELF', '#!\n'])(
    'has nothing against %j',
    async (text) => {
      expect(await check(text)).toMatchObject([{ status: 'ok' }]);
    },
  );
});

describe('managers', () => {
  it('is skipped where neither is in use', async () => {
    expect(await run('managers', { tools: [] })).toMatchObject([{ status: 'skipped' }]);
  });

  it('fails without a manager for the configured packages', async () => {
    const config = { environment: { npmGlobal: ['eslint'], pipxApps: ['ruff'] } };
    const host = hostWith([tree()]);
    expect(await run('managers', { tools: [], config, host })).toMatchObject([
      { status: 'fail', message: 'No npm on PATH for the npmGlobal eslint' },
      { status: 'fail', message: 'Neither pipx nor uv is on PATH for the pipxApps ruff' },
    ]);
  });

  it('warns of folders of programs that are not on PATH', async () => {
    const { tools, root } = prefix('*');
    const home = tree({ 'npm/bin/x': program(), 'npm/lib/node_modules/x': '', '.local/bin/y': '' });
    fs.writeFileSync(
      `${home}/.npmrc`,
      'registry=https://registry.npmjs.org\nprefix = ${HOME}/npm\n',
    );
    const host = hostWith([`${root}/bin`], { home });
    expect(
      await run('managers', {
        tools: [...tools, { ...(tools[0] as (typeof tools)[0]), id: 'llm', channel: 'pipx' }],
        host,
      }),
    ).toEqual([
      {
        status: 'warn',
        message: `Programs of npm install -g are not found: ${home}/npm/bin is not on PATH`,
        fix: `export PATH=${home}/npm/bin:"$PATH"`,
      },
      {
        status: 'warn',
        message: `Programs of pipx are not found: ${home}/.local/bin is not on PATH`,
        fix: `export PATH=${home}/.local/bin:"$PATH"`,
      },
    ]);
  });

  it('mentions a second node', async () => {
    const [one, other] = [prefix('*'), tree({ 'bin/node': program('\x7fELF') })];
    const host = hostWith([`${one.root}/bin`, `${other}/bin`]);
    expect(await run('managers', { tools: one.tools, host })).toMatchObject([
      { status: 'info', message: expect.stringContaining(`${one.root}/bin/node (20.19.4)`) },
    ]);
  });
});
