import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { checkHealth, detectTools } from '../../src/index.js';
import { headOf } from '../../src/health/look-at-files.js';
import { programFormat } from '../../src/health/program-format.js';
import {
  healthInput,
  nothingWanted,
  presence,
  type HealthChanges,
} from '../support/health-input.js';
import { hostWith, tool } from '../support/host.js';
import { elfHead, machHead, peHead, universalHead } from '../support/program-heads.js';
import { link, program, tree } from '../support/tree.js';

const npm = { manager: 'npm', name: 'codex' } as const;
const wanted = () => ({ ...nothingWanted, known: [npm] });

async function run(id: string, changes: HealthChanges) {
  const { checks } = await checkHealth(healthInput({ wanted, ...changes }), { only: [id] });
  return checks.map(({ status, message, fix }) => ({ status, message, fix }));
}

describe('unowned', () => {
  it('mentions a copy without an owner of a tool that comes in packages', async () => {
    const root = tree({ 'bin/codex': program() });
    const tools = detectTools([tool('codex')], hostWith([`${root}/bin`]));
    expect(await run('unowned', { tools })).toEqual([
      {
        status: 'info',
        message: `codex at ${root}/bin/codex was installed by nobody that can be proven, so that nothing updates or removes it`,
        fix: 'aim tools info codex',
      },
    ]);
    const own = { tools, wanted: () => nothingWanted };
    expect(await run('unowned', own)).toMatchObject([{ status: 'ok' }]);
    expect(await run('unowned', { tools: [presence('codex')] })).toMatchObject([{ status: 'ok' }]);
    expect(await run('unowned', { tools: [] })).toMatchObject([{ status: 'skipped' }]);
  });
});

describe('version_managers', () => {
  it('names the manager that decides, and the command that asks it', async () => {
    const codex = '.asdf/installs/nodejs';
    const root = tree({
      '.asdf/shims/codex': program(
        '#!/bin/sh\n# asdf-plugin: nodejs 20.1.0\n# asdf-plugin: nodejs 22.1.0\nexec asdf exec "codex"\n',
      ),
      [`${codex}/20.1.0/bin/codex`]: program('one'),
      [`${codex}/22.1.0/bin/codex`]: program('two'),
    });
    const host = hostWith([`${root}/.asdf/shims`], { home: root });
    const tools = detectTools([tool('codex')], host);
    expect(await run('version_managers', { tools, host })).toMatchObject([
      {
        status: 'info',
        message: expect.stringMatching(/^asdf decides which codex runs/),
        fix: 'asdf which codex',
      },
    ]);
  });

  it('says nothing of a program that one keeps and that is called directly', async () => {
    const home = '.local/share/mise/installs';
    const root = tree({
      [`${home}/.mise-installs.toml`]: '',
      [`${home}/codex/1.0.0/bin/codex`]: program(),
    });
    const host = hostWith([`${root}/${home}/codex/1.0.0/bin`], { home: root });
    const tools = detectTools([tool('codex')], host);
    expect(tools[0]?.channel).toBe('mise');
    expect(await run('version_managers', { tools, host })).toMatchObject([{ status: 'ok' }]);
  });
});

describe('wsl_leak', () => {
  const path = '/mnt/c/Users/me/AppData/Roaming/npm/codex';
  const tools = [presence('codex', { path }), presence('claude')];

  it('warns of a tool of Windows within WSL', async () => {
    const root = tree({ 'bin/npm': program() });
    const host = hostWith([`${root}/bin`], { env: { WSL_DISTRO_NAME: 'Debian' } });
    expect(await run('wsl_leak', { tools, host })).toEqual([
      {
        status: 'warn',
        message: 'codex is the one of Windows: it knows nothing of this Linux and its files',
        fix: 'npm install -g codex',
      },
    ]);
  });

  it('has nothing to look at elsewhere', async () => {
    const host = hostWith([], { platform: 'darwin' });
    expect(await run('wsl_leak', { tools, host })).toMatchObject([{ status: 'skipped' }]);
  });
});

describe('architecture', () => {
  const check = (head: Buffer | string, platform: NodeJS.Platform, arch: 'x64' | 'arm64') => {
    const root = tree({ 'bin/codex': program(head) });
    const [found] = detectTools([tool('codex')], hostWith([`${root}/bin`]));
    const copies = found?.copies.map((copy) => ({ ...copy, channel: 'npm' as const }));
    const tools = [presence('codex', { version: '1.0.0', ...(copies && { copies }) })];
    return run('architecture', { tools, arch, host: hostWith([], { platform }) });
  };

  it.each([
    { head: elfHead(183), platform: 'linux', arch: 'x64', status: 'warn', made: 'Linux arm64' },
    {
      head: machHead(0x0100000c),
      platform: 'linux',
      arch: 'x64',
      status: 'warn',
      made: 'macOS arm64',
    },
    {
      head: machHead(0x01000007),
      platform: 'darwin',
      arch: 'arm64',
      status: 'info',
      made: 'macOS x64',
    },
    { head: peHead(0x8664), platform: 'win32', arch: 'arm64', status: 'info', made: 'Windows x64' },
    {
      head: elfHead(22, 'big'),
      platform: 'linux',
      arch: 'x64',
      status: 'warn',
      made: 'Linux s390x',
    },
  ] as const)('tells on $platform $arch of what is made for $made: $status', async (one) => {
    const { head, platform, arch, status, made } = one;
    expect(await check(head, platform, arch)).toMatchObject([
      { status, message: expect.stringContaining(`made for ${made}, and AIM's Node`) },
    ]);
  });

  it.each([
    [elfHead(62), 'linux', 'x64'],
    [elfHead(3), 'linux', 'x64'],
    [elfHead(9999), 'linux', 'x64'],
    [universalHead([0x01000007, 0x0100000c]), 'darwin', 'arm64'],
    [peHead(0xaa64), 'win32', 'arm64'],
    ['#!/bin/sh\n', 'linux', 'x64'],
    [elfHead(183), 'freebsd', 'x64'],
  ] as const)('has nothing against %# (on %s %s)', async (head, platform, arch) => {
    expect(await check(head, platform, arch)).toMatchObject([{ status: 'ok' }]);
  });

  it('reads the real Node that runs it', () => {
    expect(programFormat(headOf(process.execPath, 1024))).toEqual({
      system: process.platform,
      architectures: [process.arch],
    });
  });

  it('takes any bytes, a pipe and links that lead in a circle', () => {
    const root = tree({ a: link('b'), b: link('a') });
    execFileSync('mkfifo', [join(root, 'pipe')]);
    expect(programFormat(headOf(join(root, 'a')))).toBeUndefined();
    expect(programFormat(headOf(join(root, 'pipe')))).toBeUndefined();
    const magic = fc.constantFrom('\x7fELF', 'MZ', '\xca\xfe\xba\xbe', '\xcf\xfa\xed\xfe');
    fc.assert(
      fc.property(magic, fc.uint8Array({ maxLength: 300 }), (start, rest) => {
        const text = start + Buffer.from(rest).toString('latin1');
        expect(() => programFormat(text)).not.toThrow();
      }),
    );
  });
});

describe('interpreters, of a virtual environment', () => {
  it('finds the Python that a script starts through /bin/sh', async () => {
    const script = `#!/bin/sh\n'''exec' "/a path/bin/python" "$0" "$@"\n' '''\nimport llm\n`;
    const root = tree({
      'env/bin/llm': program(script),
      'env/bin/python': link('python3.11'),
      'env/pyvenv.cfg': 'home = /usr/bin\n',
    });
    const tools = detectTools([tool('llm')], hostWith([`${root}/env/bin`]));
    expect(await run('interpreters', { tools })).toMatchObject([
      { status: 'fail', message: expect.stringContaining(`needs ${root}/env/bin/python, which`) },
    ]);
  });
});
