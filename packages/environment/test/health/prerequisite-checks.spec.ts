import { describe, expect, it } from '@jest/globals';
import { checkHealth, detectTools, libcOf, type NetworkAnswer } from '../../src/index.js';
import { healthInput, type HealthChanges } from '../support/health-input.js';
import { hostWith, tool } from '../support/host.js';
import { elfHead } from '../support/program-heads.js';
import { link, program, tree, type Entry } from '../support/tree.js';

async function run(id: string, changes: HealthChanges) {
  const { checks } = await checkHealth(healthInput(changes), { only: [id] });
  return checks.map(({ status, message, fix }) => ({ status, message, fix }));
}

describe('python_range', () => {
  /** An environment of pipx, or of uv, with aider in it. */
  const check = (facts: {
    requires?: string;
    cfg?: string;
    python?: string;
    by?: 'pipx' | 'uv';
  }) => {
    const { requires, cfg = 'version = 3.11.2\n', python = 'python3.11', by = 'pipx' } = facts;
    const receipt: Record<string, string> =
      by === 'pipx'
        ? {
            'env/pipx_metadata.json':
              '{"main_package":{"package":"aider-chat","package_version":"0.86.1","apps":["aider"]}}',
          }
        : {
            'env/uv-receipt.toml':
              '[tool]\nentrypoints = [{ name = "aider", install-path = "/x", from = "aider-chat" }]\n',
          };
    const root = tree({
      ...receipt,
      'env/pyvenv.cfg': `home = /usr/bin\n${cfg}`,
      'env/bin/aider': program(),
      'env/bin/python': link(`/usr/bin/${python}`),
      [`usr/bin/${python}`]: program('\x7fELF'),
      'env/lib/python3.11/site-packages/aider_chat-0.86.1.dist-info/METADATA': `Name: aider-chat\nVersion: 0.86.1\n${requires ? `Requires-Python: ${requires}\n` : ''}\n`,
    });
    const tools = detectTools([tool('aider')], hostWith([`${root}/env/bin`]));
    return run('python_range', { tools });
  };

  it('fails for a Python that the package does not allow, and names one that it does', async () => {
    expect(await check({ requires: '<3.11,>=3.9' })).toEqual([
      {
        status: 'fail',
        message: 'aider asks for Python <3.11,>=3.9 and runs in 3.11.2',
        fix: 'pipx reinstall --python python3.10 aider-chat',
      },
    ]);
    expect(await check({ requires: '>=3.12', by: 'uv' })).toMatchObject([
      { status: 'fail', fix: 'uv tool install --force --python 3.14 aider-chat' },
    ]);
  });

  it('fails where the system replaced the Python of the environment', async () => {
    expect(await check({ python: 'python3.13' })).toEqual([
      {
        status: 'fail',
        message: 'aider was installed for Python 3.11, and its environment leads to 3.13 by now',
        fix: 'pipx reinstall aider-chat',
      },
    ]);
  });

  it.each([
    { requires: '>=3.9,<3.13' },
    { requires: '>=3.9,<3.13', cfg: 'version_info = 3.11.2.final.0\n' },
    { requires: 'any' },
    {},
    { requires: '>=3.12', cfg: 'nothing\n' },
  ])('has nothing against %j', async (facts) => {
    expect(await check(facts)).toMatchObject([{ status: 'ok' }]);
  });

  it('is skipped without such a tool', async () => {
    expect(await run('python_range', {})).toMatchObject([{ status: 'skipped' }]);
  });
});

describe('native_parts', () => {
  const parts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']));
  const ofCodex = parts(
    '@openai/codex-linux-x64',
    '@openai/codex-linux-x64-musl',
    '@openai/codex-linux-arm64',
    '@openai/codex-darwin-arm64',
  );
  const check = (
    manifest: object,
    files: Record<string, Entry> = {},
    changes: Partial<HealthChanges> = {},
  ) => {
    const root = 'lib/node_modules/@openai/codex';
    const prefix = tree({
      [`${root}/package.json`]: JSON.stringify({
        name: '@openai/codex',
        version: '1.0.0',
        bin: { codex: 'bin/codex' },
        ...manifest,
      }),
      [`${root}/bin/codex`]: program('#!/usr/bin/env node\n'),
      'bin/codex': link('../lib/node_modules/@openai/codex/bin/codex'),
      ...files,
    });
    const tools = detectTools([tool('codex')], hostWith([`${prefix}/bin`]));
    return run('native_parts', { tools, ...changes });
  };
  const installed = (name: string, below = 'lib/node_modules/@openai/codex/node_modules') => ({
    [`${below}/${name}/package.json`]: '{}',
  });

  it('fails where the part for this machine is absent', async () => {
    const other = installed('@openai/codex-darwin-arm64');
    expect(await check({ optionalDependencies: ofCodex }, other)).toEqual([
      {
        status: 'fail',
        message: 'codex lacks its program for linux x64: @openai/codex-linux-x64 is not installed',
        fix: 'npm install -g --include=optional @openai/codex@1.0.0',
      },
    ]);
  });

  it('takes the part of the C library that is here', async () => {
    const musl = installed('@openai/codex-linux-x64-musl');
    const manifest = { optionalDependencies: ofCodex };
    expect(await check(manifest, musl)).toMatchObject([{ status: 'fail' }]);
    expect(await check(manifest, musl, { libc: 'musl' })).toMatchObject([{ status: 'ok' }]);
    expect(await check(manifest, musl, { libc: null })).toMatchObject([{ status: 'ok' }]);
  });

  it('says so where the makers have none', async () => {
    expect(await check({ optionalDependencies: ofCodex }, {}, { arch: 's390x' })).toMatchObject([
      { status: 'fail', message: expect.stringContaining('its makers publish none'), fix: null },
    ]);
  });

  it('fails for a stub whose install script was not run', async () => {
    const stub = { 'lib/node_modules/@openai/codex/bin/codex': program('echo "not installed"\n') };
    const scripts = { postinstall: 'node install.cjs' };
    expect(await check({ scripts }, stub)).toMatchObject([
      {
        status: 'fail',
        message: expect.stringContaining('install script of its package was not run'),
        fix: 'npm rebuild -g --ignore-scripts=false @openai/codex',
      },
    ]);
    const compiled = { 'lib/node_modules/@openai/codex/bin/codex': program(elfHead(62)) };
    expect(await check({ scripts, optionalDependencies: ofCodex }, compiled)).toMatchObject([
      { status: 'ok' },
    ]);
  });

  it.each<[object, Record<string, Entry>]>([
    [{ optionalDependencies: ofCodex }, installed('@openai/codex-linux-x64')],
    [{ optionalDependencies: ofCodex }, installed('@openai/codex-linux-x64', 'lib/node_modules')],
    [{ optionalDependencies: parts('codex-linux-x64') }, installed('codex-linux-x64')],
    [{ optionalDependencies: parts('node-pty', '@lydell/node-pty-linux-x64') }, {}],
    [{ optionalDependencies: ['codex-linux-x64'], bin: { codex: 'bin/codex' } }, {}],
    [{ scripts: { postinstall: 'node install.js' } }, {}],
  ])('has nothing against %j with %j', async (manifest, files) => {
    expect(await check(manifest, files)).toMatchObject([{ status: 'ok' }]);
  });

  it('knows the C library of the Node that runs it', () => {
    const report = process.report.getReport() as unknown as {
      header: { glibcVersionRuntime?: string };
    };
    const isGlibc = report.header.glibcVersionRuntime !== undefined;
    expect(libcOf(process.execPath) === 'glibc').toBe(isGlibc);
    expect(libcOf('/nonexistent')).toBeNull();
  });
});

describe('disk_space', () => {
  const mib = 1024 * 1024;
  const check = (free: number | null) =>
    run('disk_space', {
      host: hostWith([], { home: tree() }),
      freeBytes: () => Promise.resolve(free),
    });

  it.each([
    [2048 * mib, 'ok', /^2\.0 GiB are free/],
    [1023 * mib, 'warn', /^Only 1023 MiB are free/],
    [63 * mib, 'fail', /^Only 63 MiB are free/],
    [null, 'ok', /^Nothing tells/],
  ] as const)('with %d bytes is %s', async (free, status, message) => {
    expect(await check(free)).toMatchObject([{ status, message: expect.stringMatching(message) }]);
  });
});

describe('clock', () => {
  const host = hostWith([], { now: () => new Date('2026-11-25T12:00:00Z') });
  const check = (answer: Partial<NetworkAnswer> | Error) =>
    run('clock', {
      host,
      network: (url, _signal, question) => {
        expect([url, question]).toEqual(['https://registry.npmjs.org/', { method: 'HEAD' }]);
        if (answer instanceof Error) return Promise.reject(answer);
        return Promise.resolve({ status: 200, date: null, age: null, body: null, ...answer });
      },
    });

  it.each<[Partial<NetworkAnswer> | Error, string, string]>([
    [{ date: 'Wed, 25 Nov 2026 12:04:59 GMT' }, 'ok', 'As at'],
    [{ date: 'Wed, 25 Nov 2026 11:00:00 GMT', age: '3600' }, 'ok', 'As at'],
    [{ date: 'Wed, 25 Nov 2026 12:10:00 GMT' }, 'warn', '10 minutes behind'],
    [{ date: 'Wed, 25 Nov 2026 11:00:00 GMT' }, 'warn', '60 minutes ahead of'],
    [{ date: 'soon' }, 'unknown', 'did not tell'],
    [new Error('no network'), 'unknown', 'did not tell'],
  ])('makes of %j: %s', async (answer, status, words) => {
    expect(await check(answer)).toMatchObject([
      { status, message: expect.stringContaining(words) },
    ]);
  });

  it('asks nothing offline', async () => {
    expect(await run('clock', { host })).toMatchObject([{ status: 'skipped' }]);
  });
});
