import { describe, expect, it } from '@jest/globals';
import { aimPaths, withLock } from '@aim/core';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { itNeeds } from '../../../core/test/support/needs.js';
import { checkHealth } from '../../src/index.js';
import { healthInput, presence, type HealthChanges } from '../support/health-input.js';
import { hostWith } from '../support/host.js';
import { link, program, tree } from '../support/tree.js';

async function run(id: string, changes: HealthChanges) {
  const { checks } = await checkHealth(healthInput(changes), { only: [id] });
  return checks.map(({ status, message, fix }) => ({ status, message, fix }));
}

describe('manager_versions', () => {
  const withNpm = (version: string) => {
    const root = tree({
      'lib/node_modules/npm/package.json': `{"name":"npm","version":"${version}","bin":{"npm":"npm-cli.js"}}`,
      'lib/node_modules/npm/npm-cli.js': program(),
      'bin/npm': link('../lib/node_modules/npm/npm-cli.js'),
    });
    return hostWith([`${root}/bin`]);
  };

  it('warns of an npm that is too old', async () => {
    expect(await run('manager_versions', { host: withNpm('6.14.18') })).toMatchObject([
      {
        status: 'warn',
        message: expect.stringContaining('npm 6.14.18 is older than 7.0.0'),
        fix: 'npm install -g npm@latest',
      },
    ]);
    expect(await run('manager_versions', { host: withNpm('11.19.1') })).toMatchObject([
      { status: 'ok' },
    ]);
  });

  it('warns of an old pipx of the distribution', async () => {
    const root = tree({
      'venv/pipx_metadata.json':
        '{"main_package":{"package":"pipx","package_version":"0.14.0.0","apps":["pipx"]}}',
      'venv/bin/pipx': program(),
    });
    const host = hostWith([`${root}/venv/bin`]);
    const tools = [presence('llm')].map((tool) => ({
      ...tool,
      copies: tool.copies.map((copy) => ({ ...copy, channel: 'pipx' as const })),
    }));
    expect(await run('manager_versions', { host, tools })).toMatchObject([
      { status: 'warn', message: expect.stringContaining('pipx 0.14.0.0 is older than 0.15.0') },
    ]);
  });

  it('says nothing of one that tells no version, and skips what is not in use', async () => {
    const root = tree({ 'bin/npm': program() });
    const host = hostWith([`${root}/bin`]);
    expect(await run('manager_versions', { host })).toMatchObject([{ status: 'ok' }]);
    expect(await run('manager_versions', { host, tools: [] })).toMatchObject([
      { status: 'skipped' },
    ]);
  });
});

describe('busy_locks', () => {
  const machine = () => {
    const home = tree({ '.local/share/uv/tools/.lock': '' });
    const host = hostWith([], { home });
    return { home, host, paths: aimPaths(host) };
  };
  const ofUser = async (changes: HealthChanges) =>
    (await run('busy_locks', changes)).filter(({ message }) => !message.startsWith('apt'));

  itNeeds(['flock'], 'mentions uv while it holds its lock', async () => {
    const { home, ...changes } = machine();
    const lock = join(home, '.local/share/uv/tools/.lock');
    const holder = spawn('flock', [lock, 'sh', '-c', 'echo held; read line'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    await once(holder.stdout, 'data');
    expect(await ofUser(changes)).toMatchObject([
      { status: 'info', message: expect.stringMatching(/^uv is at work/) },
    ]);
    holder.stdin.end();
    await once(holder, 'close');
    expect(await ofUser(changes)).toMatchObject([{ status: 'ok' }]);
  });

  it('mentions another AIM, and neither this one nor a dead one', async () => {
    const { paths, host } = machine();
    mkdirSync(paths.state, { recursive: true });
    await withLock(join(paths.state, 'own.lock'), { what: 'a test' }, async () => {
      expect(await ofUser({ paths, host })).toMatchObject([{ status: 'ok' }]);
      const other = { pid: process.ppid, host: hostname(), startedAt: null };
      writeFileSync(join(paths.state, 'x.lock'), JSON.stringify(other));
      expect(await ofUser({ paths: { ...paths }, host })).toEqual([
        {
          status: 'info',
          message: `Another AIM is at work (process ${process.ppid}): what needs it waits`,
          fix: `ps -p ${process.ppid}`,
        },
      ]);
    });
  });
});

describe('network_settings', () => {
  const check = (npmrc: string, env: Record<string, string> = {}) =>
    run('network_settings', { host: hostWith([], { home: tree({ '.npmrc': npmrc }), env }) });

  it('is content with npm’s own registry', async () => {
    expect(await check('registry=https://registry.npmjs.org/\n')).toMatchObject([{ status: 'ok' }]);
    expect(await check('')).toMatchObject([{ status: 'ok' }]);
  });

  it('mentions another registry and proxies, and never a password', async () => {
    const found = await check('@own:registry=https://me:pa55word@npm.example.com/own/\n', {
      npm_config_registry: 'https://me:pa55word@mirror.example.com/npm',
      HTTPS_PROXY: 'http://me:pa55word@proxy.example.com:3128',
    });
    expect(found.map(({ status, message }) => [status, message])).toEqual([
      ['info', 'npm asks mirror.example.com'],
      ['info', 'npm asks npm.example.com'],
      ['info', 'Programs go through a proxy: HTTPS_PROXY is set'],
    ]);
    expect(JSON.stringify(found)).not.toContain('pa55word');
  });

  it('warns of registries that nobody should ask', async () => {
    expect(await check('registry=http://npm.example.com/\n')).toMatchObject([
      { status: 'warn', message: expect.stringContaining('npm.example.com without https') },
    ]);
    expect(await check('', { npm_config_registry: 'npm.example.com' })).toMatchObject([
      { status: 'warn', message: 'npm_config_registry is no address of a registry' },
    ]);
    expect(await check('registry=http://localhost:4873/\n')).toMatchObject([{ status: 'info' }]);
  });

  it('warns of certificates that are not there, without telling where', async () => {
    const found = await check('cafile=/nonexistent/own.pem\n', {
      NODE_EXTRA_CA_CERTS: '/nonexistent/secret/ca.pem',
      SSL_CERT_FILE: process.execPath,
    });
    expect(found).toMatchObject([
      { status: 'warn', fix: 'unset NODE_EXTRA_CA_CERTS' },
      { status: 'warn', fix: 'npm config delete cafile' },
    ]);
    expect(JSON.stringify(found)).not.toContain('secret/ca.pem');
  });
});
