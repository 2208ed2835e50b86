import { afterEach, describe, expect, it } from '@jest/globals';
import {
  loopbackServer,
  type LoopbackServer,
  type Reply,
} from '../../../core/test/support/loopback-server.js';
import { latestOf, latestPackagesOf, readLatestCache, refreshLatest } from '../../src/index.js';
import type { VersionedCopy } from '../../src/index.js';
import { hostWith } from '../support/host.js';
import { tree } from '../support/tree.js';

let server: LoopbackServer;
afterEach(() => server.close());

/** What is known of a copy once the sources that name a version for it were asked. */
async function latest(copy: VersionedCopy, replies: Record<string, Reply>) {
  server = await loopbackServer(({ url }) => replies[url] ?? { status: 404 });
  const { origin } = server;
  const env = {
    npm_config_registry: `${origin}/npm`,
    PIP_INDEX_URL: `${origin}/simple`,
    HOMEBREW_API_DOMAIN: `${origin}/api`,
  };
  const host = hostWith([], { env });
  const file = `${tree()}/latest.json`;
  const { own, upstream } = latestPackagesOf(copy);
  await refreshLatest(
    [own, upstream].filter((each) => each !== null),
    { file, host, deadlineMs: 2000 },
  );
  return latestOf(copy, readLatestCache(file), host);
}

const aider: VersionedCopy = {
  channel: 'pipx',
  package: 'aider_chat',
  version: '0.86.0',
  packages: [{ manager: 'pipx', name: 'aider-chat' }],
};

const index = (versions: string[], files: object[] = []): Reply => ({
  status: 200,
  body: { meta: { 'api-version': '1.1' }, versions, files },
});

describe('the newest version of a Python package', () => {
  it('is the last final release of its index, whatever the order and the spelling', async () => {
    const versions = ['0.9.0', '0.86.2', '0.100.0.dev1', '0.86.10rc1', '0.86.1'];
    const found = await latest(aider, { '/simple/aider-chat/': index(versions) });
    expect(found).toMatchObject({ version: '0.86.2', upstream: '0.86.2', update: 'available' });
    expect(server.heard.map(({ url }) => url)).toEqual(['/simple/aider-chat/']);
    expect(server.heard[0]?.headers.accept).toBe('application/vnd.pypi.simple.v1+json');
  });

  it('is none of which every file was yanked', async () => {
    const files = [
      { filename: 'aider_chat-0.86.0-py3-none-any.whl', yanked: false },
      { filename: 'aider_chat-0.87.0-py3-none-any.whl', yanked: 'broken' },
      { filename: 'aider-chat-0.87.0.tar.gz', yanked: true },
    ];
    const answer = index(['0.86.0', '0.87.0'], files);
    expect(await latest(aider, { '/simple/aider-chat/': answer })).toMatchObject({
      version: '0.86.0',
      update: 'current',
    });
  });

  it('is not taken from an index that answers with HTML', async () => {
    const html: Reply = { status: 200, body: '<html>', headers: { 'content-type': 'text/html' } };
    expect(await latest(aider, { '/simple/aider-chat/': html })).toMatchObject({
      version: null,
      failure: 'named no latest version',
    });
  });
});

describe('the newest version at Homebrew', () => {
  it('is the stable one of a formula, beside that of the makers on npm', async () => {
    const gemini: VersionedCopy = {
      channel: 'brew',
      package: 'gemini-cli',
      version: '0.60.0',
      packages: [{ manager: 'npm', name: '@google/gemini-cli' }],
    };
    const found = await latest(gemini, {
      '/api/formula/gemini-cli.json': { status: 200, body: { versions: { stable: '0.61.0' } } },
      '/npm/@google%2fgemini-cli': { status: 200, body: { 'dist-tags': { latest: '0.62.0' } } },
    });
    expect(found).toMatchObject({ version: '0.61.0', upstream: '0.62.0', update: 'available' });
  });

  it('is that of a cask without the part for its download', async () => {
    const cask: VersionedCopy = {
      channel: 'brew-cask',
      package: 'claude-code',
      version: '2.1.0',
      packages: [],
    };
    const body = { token: 'claude-code', version: '2.1.0,abc123' };
    const found = await latest(cask, { '/api/cask/claude-code.json': { status: 200, body } });
    expect(found).toMatchObject({ version: '2.1.0', update: 'current' });
  });
});
