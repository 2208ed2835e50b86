import { afterEach, describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { latestOf, readLatestCache, refreshLatest, type VersionedCopy } from '../../src/index.js';
import type { Reply } from '../../../core/test/support/loopback-server.js';
import { startRegistry, type TestRegistry } from '../../../core/test/support/npm-registry.js';
import { hostWith } from '../support/host.js';
import { tree } from '../support/tree.js';

let registry: TestRegistry;
afterEach(() => registry.close());

const codex: VersionedCopy = {
  channel: 'npm',
  package: '@openai/codex',
  version: '0.169.0',
  packages: [{ manager: 'npm', name: '@openai/codex' }],
};

const onNpm = (...names: string[]) => names.map((name) => ({ source: 'npm' as const, name }));

function machine(url: string) {
  const file = `${tree()}/cache/latest.json`;
  let minutes = 0;
  const host = hostWith([], {
    env: { npm_config_registry: url },
    now: () => new Date(Date.UTC(2026, 10, 25, 10, minutes)),
  });
  return {
    file,
    host,
    pass: (more: number) => (minutes += more),
    ask: (...names: string[]) => refreshLatest(onNpm(...names), { file, host, deadlineMs: 500 }),
    latest: (copy = codex) => latestOf(copy, readLatestCache(file), host),
  };
}

describe('the latest version', () => {
  it('is that of the registry, asked once an hour, and with the ETag after that', async () => {
    registry = await startRegistry({ '@openai/codex': '0.170.0' });
    const { ask, latest, pass } = machine(registry.url);
    expect(latest()).toBeNull();
    await ask('@openai/codex', '@openai/codex');
    pass(59);
    await ask('@openai/codex');
    expect(latest()).toEqual({
      version: '0.170.0',
      upstream: '0.170.0',
      checkedAt: '2026-11-25T10:00:00.000Z',
      isStale: false,
      update: 'available',
      failure: null,
    });
    pass(2);
    await ask('@openai/codex');
    expect(latest()?.checkedAt).toBe('2026-11-25T11:01:00.000Z');
    expect(registry.asked()).toEqual(['GET /@openai%2fcodex', 'GET /@openai%2fcodex "0.170.0"']);
  });

  it('of a package that is not there is asked for again after five minutes', async () => {
    registry = await startRegistry({});
    const { ask, latest, pass } = machine(registry.url);
    await ask('@openai/codex');
    pass(4);
    await ask('@openai/codex');
    expect(registry.asked()).toHaveLength(1);
    expect(latest()).toMatchObject({ version: null, update: 'unknown', failure: null });
    pass(2);
    await ask('@openai/codex');
    expect(registry.asked()).toHaveLength(2);
  });

  it('stays known with its age when there is no answer, and says why', async () => {
    registry = await startRegistry({ '@openai/codex': '0.170.0' });
    const { ask, latest, pass } = machine(registry.url);
    await ask('@openai/codex');
    await registry.close();
    pass(3 * 24 * 60);
    await ask('@openai/codex');
    expect(latest()).toMatchObject({
      version: '0.170.0',
      checkedAt: '2026-11-25T10:00:00.000Z',
      isStale: true,
      failure: 'cannot be reached (ECONNREFUSED)',
    });
  });

  it.each<[string, Reply, string]>([
    ['an error', { status: 503 }, 'answered 503'],
    ['another place', { status: 302, headers: { location: '/x' } }, 'answered 302'],
    ['no JSON', { status: 200, body: '<html>' }, 'named no latest version'],
    ['no tag', { status: 200, body: { 'dist-tags': {} } }, 'named no latest version'],
    ['silence', 'hang', 'did not answer within 0.5 s'],
    ['a broken connection', 'drop', 'cannot be reached (UND_ERR_SOCKET)'],
  ])('is not taken from %s', async (_, reply, failure) => {
    registry = await startRegistry({}, () => reply);
    const { ask, latest } = machine(registry.url);
    await ask('@openai/codex');
    expect(latest()).toMatchObject({ version: null, checkedAt: null, isStale: true, failure });
  });

  it('of the makers is told of a copy that came by another channel, which is not compared', async () => {
    registry = await startRegistry({ '@openai/codex': '0.170.0' });
    const { ask, latest } = machine(registry.url);
    await ask('@openai/codex');
    expect(latest({ ...codex, channel: 'brew', package: 'codex' })).toMatchObject({
      version: null,
      upstream: '0.170.0',
      update: 'unknown',
    });
  });

  it.each([
    ['0.170.0', 'current'],
    ['0.171.0', 'current'],
    ['0.170.0-alpha.1', 'available'],
    ['nightly', 'unknown'],
    [null, 'unknown'],
  ])('means for %p: %s', async (version, update) => {
    registry = await startRegistry({ '@openai/codex': '0.170.0' });
    const { ask, latest } = machine(registry.url);
    await ask('@openai/codex');
    expect(latest({ ...codex, version })).toMatchObject({ update });
  });

  it.each(['', '{', '[]', '{"schema":1,"answers":{"x":{"version":7}}}', '{"schema":9}'])(
    'is not known from a damaged cache, which the next answer replaces: %p',
    async (content) => {
      registry = await startRegistry({ '@openai/codex': '0.170.0' });
      const { ask, latest, file } = machine(registry.url);
      fs.mkdirSync(file.replace(/\/[^/]+$/, ''), { recursive: true });
      fs.writeFileSync(file, content);
      expect(latest()).toBeNull();
      await ask('@openai/codex');
      expect(latest()?.version).toBe('0.170.0');
    },
  );
});

describe('the registry that is asked', () => {
  it('is that of the user’s .npmrc, for its scope, without the credentials in it', async () => {
    registry = await startRegistry({ '@openai/codex': '0.170.0', llm: '1.0.0' });
    const home = tree({
      '.npmrc': `; mine\n@openai:registry=${registry.url}\nregistry=https://registry.invalid/\n//127.0.0.1/:_authToken=npm_secret\n`,
    });
    const file = `${home}/latest.json`;
    await refreshLatest(onNpm('@openai/codex', 'llm'), { file, host: hostWith([], { home }) });
    expect(registry.asked()).toEqual(['GET /@openai%2fcodex']);
    expect(fs.readFileSync(file, 'utf8')).not.toContain('npm_secret');
  });

  it('is nobody by an address that is neither encrypted nor on this machine', async () => {
    registry = await startRegistry({});
    const { file } = machine(registry.url);
    const host = hostWith([], { env: { npm_config_registry: 'http://registry.example/' } });
    const fetch = () => Promise.reject(new Error('asked'));
    await refreshLatest(onNpm('llm'), { file, host, fetch });
    expect(readLatestCache(file)).toEqual({});
  });
});
