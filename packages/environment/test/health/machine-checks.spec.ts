import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { checkHealth } from '../../src/index.js';
import { healthInput, type HealthChanges } from '../support/health-input.js';
import { hostWith } from '../support/host.js';
import { link, program, tree } from '../support/tree.js';

async function run(id: string, changes: HealthChanges) {
  const { checks } = await checkHealth(healthInput(changes), { only: [id] });
  return checks.map(({ status, message, evidence, fix }) => ({ status, message, evidence, fix }));
}

describe('required_commands', () => {
  const root = tree({
    'bin/git': program(),
    'bin/python3': program(),
    'bin/node': program(),
    'bin/broken': 'not executable',
  });
  const check = (requiredCommands: string[]) =>
    run('required_commands', {
      host: hostWith([`${root}/bin`]),
      config: { environment: { healthChecks: { requiredCommands } } },
    });

  it('is skipped without a list', async () => {
    expect(await check([])).toMatchObject([{ status: 'skipped' }]);
  });

  it('takes python3 for python', async () => {
    expect(await check(['git', 'python'])).toMatchObject([
      {
        status: 'ok',
        message: 'Found git, python',
        evidence: `${root}/bin/git, ${root}/bin/python3`,
      },
    ]);
  });

  it('warns below half and fails from half on', async () => {
    expect(await check(['git', 'node', 'broken'])).toMatchObject([
      { status: 'warn', message: 'Not on PATH: broken (1 of 3)' },
    ]);
    expect(await check(['git', 'none'])).toMatchObject([{ status: 'fail' }]);
    expect(await check(['none'])).toMatchObject([{ status: 'fail', evidence: null }]);
  });
});

describe('required_paths', () => {
  it('expands, and fails for each that is absent or not expandable', async () => {
    const root = tree({ 'there/file': '' });
    const requiredPaths = ['$ROOT/there', '~/there/file', 'there', '~/gone', '%NOT_SET%/x'];
    const check = (list: string[]) =>
      run('required_paths', {
        host: hostWith([], { home: root, cwd: root, env: { ROOT: root } }),
        config: { environment: { healthChecks: { requiredPaths: list } } },
      });
    expect(await check([])).toMatchObject([{ status: 'skipped' }]);
    expect(await check(requiredPaths.slice(0, 3))).toMatchObject([
      { status: 'ok', message: 'All 3 exist' },
    ]);
    expect(await check(requiredPaths)).toMatchObject([
      { status: 'fail', message: '~/gone does not exist or cannot be reached' },
      { status: 'fail', message: '%NOT_SET%/x uses NOT_SET, which is not set' },
    ]);
  });
});

describe('python', () => {
  const check = (entries: Parameters<typeof tree>[0], pipxApps: string[] = ['llm']) => {
    const host = hostWith([`${tree(entries)}/bin`]);
    return run('python', { host, config: { environment: { pipxApps } } });
  };

  it('is asked for only by pipxApps', async () => {
    expect(await check({}, [])).toMatchObject([{ status: 'skipped' }]);
    expect(await check({})).toMatchObject([{ status: 'fail' }]);
  });

  it.each([
    ['python3.12', 'ok', 'Python 3.12'],
    ['python3.10', 'ok', 'Python 3.10'],
    ['python3.9', 'warn', 'Python 3.9, older than 3.10'],
    ['python2.7', 'warn', 'Python 2.7, older than 3.10'],
    ['pypy', 'ok', 'Found; its version shows only when it runs'],
  ])('reads the version of a link to %s', async (target, status, message) => {
    const entries = { [`bin/${target}`]: program(), 'bin/python3': link(target) };
    expect(await check(entries)).toMatchObject([{ status, message }]);
  });
});

describe('path', () => {
  it('is content with folders that exist', async () => {
    const root = tree({ 'a/x': '', 'b/x': '' });
    expect(await run('path', { host: hostWith([`${root}/a`, `${root}/b`, `${root}/a`]) })).toEqual([
      { status: 'ok', message: 'All 2 folders are in order', evidence: null, fix: null },
    ]);
  });

  it('warns of empty, relative and world-writable entries and mentions missing ones', async () => {
    const root = tree({ 'open here/x': '', file: '' });
    fs.chmodSync(`${root}/open here`, 0o1777);
    const host = hostWith([
      `${root}/gone`,
      '',
      'bin',
      './sbin',
      `${root}/open here`,
      `${root}/file`,
    ]);
    expect(await run('path', { host })).toMatchObject([
      { status: 'warn', message: expect.stringContaining('empty entry') },
      { status: 'warn', message: expect.stringContaining('bin, ./sbin') },
      {
        status: 'warn',
        evidence: `${root}/open here`,
        fix: `chmod o-w '${root}/open here'`,
      },
      {
        status: 'info',
        message: `Missing, not a folder or unreadable: ${root}/gone, ${root}/file`,
      },
    ]);
  });

  it('stays short about 500 missing folders', async () => {
    const host = hostWith(Array.from({ length: 500 }, (_, index) => `/nonexistent/${index}`));
    const findings = await run('path', { host });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toMatch(/\/nonexistent\/7 and 492 more$/);
  });

  it('warns when there is none', async () => {
    expect(await run('path', { host: hostWith([]) })).toMatchObject([{ status: 'warn' }]);
  });

  it('knows a Windows path by its drive', async () => {
    const host = hostWith(['C:\\Windows', '', 'bin'], { platform: 'win32' });
    expect(await run('path', { host })).toMatchObject([
      { status: 'warn', message: expect.stringMatching(/: bin$/) },
      { status: 'info', message: expect.stringContaining('C:\\Windows') },
    ]);
  });
});
