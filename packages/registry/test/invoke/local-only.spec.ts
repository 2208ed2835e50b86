import { afterEach, describe, expect, it } from '@jest/globals';
import { itNeeds } from '../../../core/test/support/needs.js';
import { json, startServer, type TestServer } from '../../../core/test/support/ollama-server.js';
import {
  catalogueTool,
  invoke,
  plainHeadless,
  program,
  registryOf,
  tempFolder,
} from '../support/machine.js';

let server: TestServer | undefined;
afterEach(async () => server?.close());

describe('a job that may not leave this machine', () => {
  // The folder of Node is on the PATH of the tests.
  itNeeds(['unshare', 'node'], 'runs a program without any network', async () => {
    server = await startServer((_request, response) => json(response, 200, {}));
    const folder = tempFolder();
    const code = `fetch('${server.url}').then(() => 'reached', () => 'alone').then((r) => console.log(JSON.stringify({ result: r })))`;
    const programs = { near: program(folder, 'near', `cat >/dev/null; node -e "${code}"`) };
    const bench = { folder, registry: registryOf([catalogueTool('near')]), programs };
    expect((await invoke(bench)).content).toBe('reached');
    const alone = await invoke(bench, { localOnly: true });
    expect([alone.error, alone.content]).toEqual([null, 'alone']);
  });

  it('does not run a program that nothing can keep from the network', async () => {
    const folder = tempFolder();
    const programs = { near: program(folder, 'near', `echo '{"result":"ran"}'`) };
    const registry = registryOf([catalogueTool('near', { headless: plainHeadless })]);
    const bench = { folder, registry, programs, env: { PATH: folder } };
    expect(await invoke(bench, { localOnly: true })).toMatchObject({
      attempts: [{ outcome: 'not_started' }],
      error: {
        class: 'FAILED_PRECONDITION',
        message: expect.stringContaining('unshare, which is not on PATH'),
      },
    });
    program(
      folder,
      'unshare',
      `echo 'unshare: unshare failed: Operation not permitted' >&2; exit 1`,
    );
    expect((await invoke(bench, { localOnly: true })).error).toMatchObject({
      class: 'FAILED_PRECONDITION',
      message: expect.stringContaining('Operation not permitted'),
    });
  });

  const models = [
    { name: 'big:120b-cloud' },
    { name: 'far:latest', remote_host: 'https://ollama.com' },
    { name: 'tiny:1b' },
  ];

  async function ollama(list: object[]) {
    server = await startServer((request, response) =>
      request.url === '/api/tags'
        ? json(response, 200, { models: list })
        : json(response, 200, { message: { content: 'hello' }, done: true }),
    );
    const endpoint = { url: server.url, protocol: 'ollama' } as const;
    const registry = registryOf([catalogueTool('box', { endpoint })]);
    return { folder: tempFolder(), registry, programs: {} };
  }

  it('goes to no model that Ollama has from elsewhere', async () => {
    const bench = await ollama(models);
    expect((await invoke(bench)).message).toBe('box answered with big:120b-cloud');
    expect((await invoke(bench, { localOnly: true })).message).toBe('box answered with tiny:1b');
    const chats = () => server?.requests.filter(({ line }) => line.includes('chat')).length;
    const before = chats();
    for (const model of ['big:120b-cloud', 'far', 'far:latest', 'unlisted-cloud']) {
      const { error } = await invoke(bench, { localOnly: true, model });
      expect(error).toMatchObject({
        class: 'FAILED_PRECONDITION',
        message: expect.stringContaining('would leave this machine'),
      });
    }
    expect(chats()).toBe(before);
  });

  it('says so when there is none of its own', async () => {
    const { error } = await invoke(await ollama(models.slice(0, 2)), { localOnly: true });
    expect(error?.message).toMatch(/has no model of its own$/);
  });

  it('goes to a server of this machine, and says what AIM cannot see', async () => {
    server = await startServer((_request, response) =>
      json(response, 200, { choices: [{ message: { content: 'hello' } }] }),
    );
    const endpoint = { url: server.url, protocol: 'openai' } as const;
    const registry = registryOf([catalogueTool('box', { endpoint })]);
    const bench = { folder: tempFolder(), registry, programs: {} };
    expect(await invoke(bench, { localOnly: true, model: 'm' })).toMatchObject({
      content: 'hello',
      warnings: [expect.stringContaining('AIM cannot see')],
    });
    const far = { url: 'https://far.example', protocol: 'openai' } as const;
    const away = { ...bench, registry: registryOf([catalogueTool('box', { endpoint: far })]) };
    expect((await invoke(away, { localOnly: true, model: 'm' })).error?.message).toContain(
      'is not on this machine',
    );
  });
});
