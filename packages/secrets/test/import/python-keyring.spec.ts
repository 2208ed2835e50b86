import { afterEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { itNeeds } from '../../../core/test/support/needs.js';
import { SecretsManager, type ImportOptions } from '../../src/index.js';
import { keyringPrograms, startKeyring } from '../support/keyring.js';
import { filesBelow, temporaryHome } from '../support/temporary-home.js';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

// Debian's python3-keyring brings this program, and its library to Debian's own Python.
const needs = [...keyringPrograms, 'secret-tool', 'keyring'];
const debianPython = '/usr/bin/python3';
const script = `
import json, keyring, sys
for name, value in json.load(sys.stdin).items(): keyring.set_password("aim-plus", name, value)
`;
const created = '2025-11-21T01:00:00.123456+00:00';

/** Somebody who used AIM+ on this machine: its list of names is there. */
function aimPlusUser(list: unknown = {}) {
  const home = temporaryHome();
  fs.mkdirSync(join(home.root, '.aim'));
  const path = join(home.root, '.aim/secrets_metadata.json');
  fs.writeFileSync(path, typeof list === 'string' ? list : JSON.stringify(list));
  const manager = (env: Record<string, string> = {}, facts = {}) =>
    new SecretsManager({
      host: { ...home.host, env: { ...home.host.env, ...env }, ...facts },
      paths: home.paths,
      backend: 'file',
      keychainDeadlineMs: 20_000,
    });
  const open = (env: Record<string, string> = {}, options: ImportOptions = {}) =>
    manager(env).openImport({ from: 'keyring' }, options);
  return { ...home, path, manager, open };
}

async function session(root: string, state: 'unlocked' | 'locked' | 'absent') {
  const { env, stop } = await startKeyring(root, state);
  stops.push(stop);
  const store = (secrets: Record<string, string>) => {
    const input = JSON.stringify(secrets);
    const { status, stderr } = spawnSync(debianPython, ['-c', script], { env, input });
    expect([stderr.toString(), status]).toEqual(['', 0]);
  };
  return { env, store };
}

const values = {
  OPENAI_API_KEY: 'sk-plus-1234567890',
  'team/key': 'Ünïcode \u{1F511}',
  MULTI: 'first\nsecond\n',
  EMPTY: '',
};

describe('what AIM+ stored with Python', () => {
  itNeeds(needs, 'is read, with its description and its age', async () => {
    const list = Object.keys(values).map((name) => [
      name,
      { description: '', created_at: created },
    ]);
    const { root, open, manager } = aimPlusUser({
      ...Object.fromEntries(list),
      OPENAI_API_KEY: { description: 'of my own', created_at: created },
      GONE: { description: '', created_at: created },
      'not a name': {},
    });
    const { env, store } = await session(root, 'unlocked');
    store(values);
    const opened = await open(env);
    expect(opened.plan.steps).toEqual([
      ...Object.keys(values).map((name) => ({ name, action: 'add' })),
      { name: 'GONE', action: 'skip', reason: 'absent' },
      { name: 'not a name', action: 'skip', reason: 'invalid_name' },
    ]);
    expect(opened.notes).toEqual([
      expect.objectContaining({ fix: expect.stringContaining('keyring get aim-plus GONE') }),
    ]);
    await opened.apply(() => undefined);
    const secrets = manager(env);
    expect(await secrets.readSecrets(Object.keys(values))).toEqual(
      new Map(Object.entries(values).map(([name, value]) => [name, { state: 'present', value }])),
    );
    expect(await secrets.describeSecret('OPENAI_API_KEY')).toMatchObject({
      description: 'of my own',
      createdAt: '2025-11-21T01:00:00.123Z',
      updatedAt: '2026-05-01T10:00:00.000Z',
    });
    const actions = (await open(env, { only: ['MULTI'] })).plan.steps;
    expect(actions).toEqual([{ name: 'MULTI', action: 'same' }]);
  });

  itNeeds(needs, 'stays where it is, and is locked rather than absent', async () => {
    const { root, open } = aimPlusUser({ OPENAI_API_KEY: {} });
    const { env, store } = await session(root, 'unlocked');
    store({ OPENAI_API_KEY: 'sk-plus' });
    await (await open(env)).apply(() => undefined);
    const left = spawnSync('keyring', ['get', 'aim-plus', 'OPENAI_API_KEY'], { env });
    expect(left.stdout.toString()).toBe('sk-plus\n');
    for (const stop of stops.splice(0)) await stop();

    const { env: later } = await session(root, 'locked');
    await expect(open(later)).rejects.toMatchObject({ code: 'secret.locked' });
  });

  itNeeds(needs, 'cannot be read without a keyring, or from one that is silent', async () => {
    const { root, open } = aimPlusUser({ OPENAI_API_KEY: {} });
    await expect(open()).rejects.toMatchObject({ code: 'secret.unavailable' });
    const { env } = await session(root, 'absent');
    await expect(open(env)).rejects.toMatchObject({ code: 'secret.unavailable' });

    const server = createServer().listen(join(root, 'silent'));
    await new Promise((resolve) => server.once('listening', resolve));
    stops.push(async () => void server.close());
    const address = `unix:path=${join(root, 'silent')}`;
    await expect(open({ DBUS_SESSION_BUS_ADDRESS: address })).rejects.toMatchObject({
      code: expect.stringMatching(/^secret\.(unavailable|timeout)$/),
    });
  });

  itNeeds([...keyringPrograms, 'secret-tool'], 'on macOS is read by the helper', async () => {
    const { root, manager } = aimPlusUser({ OPENAI_API_KEY: {}, GONE: {} });
    const { env } = await session(root, 'unlocked');
    // There Python and keytar name an entry alike; here it has to be named as keytar does.
    const entry = 'xdg:schema org.freedesktop.Secret.Generic service aim-plus account';
    const args = ['store', '--label=x', ...entry.split(' '), 'OPENAI_API_KEY'];
    const made = spawnSync('secret-tool', args, { env, input: 'v1:is a part of it' });
    expect([made.stderr.toString(), made.status]).toEqual(['', 0]);
    const secrets = manager(env, { platform: 'darwin' });
    const opened = await secrets.openImport({ from: 'keyring' });
    expect(opened.plan.steps.map(({ action }) => action)).toEqual(['add', 'skip']);
    await opened.apply(() => undefined);
    expect(await secrets.getSecret('OPENAI_API_KEY')).toBe('v1:is a part of it');
  });
});

describe('without what is needed', () => {
  it('names the package that brings secret-tool, or the way by hand', async () => {
    const { manager } = aimPlusUser({ OPENAI_API_KEY: {} });
    const source = { from: 'keyring' } as const;
    await expect(manager({ PATH: '/nowhere' }).openImport(source)).rejects.toMatchObject({
      code: 'import.needs_program',
      hint: expect.stringContaining('apt install libsecret-tools'),
    });
    await expect(manager({}, { platform: 'win32' }).openImport(source)).rejects.toMatchObject({
      code: 'import.needs_program',
      message: expect.stringContaining('OPENAI_API_KEY'),
      hint: expect.stringContaining('python -m keyring get aim-plus OPENAI_API_KEY'),
    });
  });

  it.each(['{"OPENAI_API_KEY', '[]', 'null', '1'])(
    'refuses a list that is none: %s',
    async (text) => {
      const { open, path, root } = aimPlusUser(text);
      const before = filesBelow(root);
      await expect(open()).rejects.toMatchObject({ code: 'import.invalid', details: { path } });
      expect(filesBelow(root)).toEqual(before);
    },
  );

  it('says where the list should be', async () => {
    const { open, path } = aimPlusUser();
    expect((await open()).plan.steps).toEqual([]);
    fs.rmSync(path);
    await expect(open()).rejects.toMatchObject({
      code: 'usage.invalid',
      message: `AIM+ left no list of names at ${path}`,
    });
  });
});
