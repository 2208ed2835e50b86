import { describe, expect, it } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { aimPaths } from '../../src/paths/aim-paths.js';
import { loadConfig } from '../../src/config/load-config.js';
import { parseManifest } from '../../src/config/parse-config.js';
import { trustFile } from '../../src/config/trust.js';
import { tempFolder } from '../support/temp-folder.js';
import { testHost } from '../support/test-host.js';

function machine(files: Record<string, string>) {
  const home = tempFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  const host = testHost({ home, env: { AIM_HOME: join(home, 'aim') }, cwd: home });
  return { home, host, paths: aimPaths(host) };
}

const problems = (file: string, text: string, options = {}) =>
  parseManifest(file, text, options).then(
    () => '',
    (error: Error) => error.message,
  );

describe('a manifest', () => {
  it('is a tool of the configuration in a file of its own, called by its id', async () => {
    const text = '{ "name": "Biome", "capabilities": ["linting"], "keys": [] }';
    expect(await parseManifest('/x/biome.json', text)).toEqual({
      id: 'biome',
      tool: { name: 'Biome', capabilities: ['linting'], keys: [] },
    });
    const named = '{ "$schema": "x", "id": "biome2", "capabilities": ["linting"] }';
    expect((await parseManifest('/x/biome.json', named)).id).toBe('biome2');
  });

  it('tells everything that is wrong with it at once, with place and nearest key', async () => {
    const text = `{
  "id": 7,
  "capabilites": ["linting"],
  "check": { "args": [], "permision": {}, "output": { "format": "xml" }, "success": {} },
  "maxConcurrent": 0
}`;
    expect((await problems('/x/biome.json', text)).split('\n')).toEqual([
      '/x/biome.json:2:3: id: expected string, found number',
      '/x/biome.json:3:3: capabilites: unknown key; did you mean capabilities?',
      '/x/biome.json:5:3: maxConcurrent: must be >= 1, found number 0',
      '/x/biome.json:4:3: check: expected the key permission, found none',
      '/x/biome.json:4:26: check.permision: unknown key; did you mean permission?',
      '/x/biome.json:4:55: check.output.format: expected one of text, json, found string',
      '/x/biome.json:4:74: check.success: expected the key exitCodes, found none',
    ]);
  });

  it.each([
    ['a list', '[]', 'expected a tool as an object'],
    ['no JSON', '{ "name": ', '/x/a.json:1:11: expected JSON: value expected'],
    ['an expression that is none', checkOf('(\\\\d+'), 'figures.n.matches.0: expected an expr'],
    ['an id with a blank', '{ "id": "a b" }', 'id: expected a name of letters'],
  ])('that is %s is refused', async (_, text, message) => {
    expect(await problems('/x/a.json', text)).toContain(message);
  });

  it('of a folder has the id that its file is called by', async () => {
    const text = '{ "id": "other", "capabilities": ["chat"] }';
    expect(await problems('/x/a.json', text, { idIsName: true })).toBe(
      '/x/a.json:1:3: id: expected a, as the file is called, found other',
    );
  });
});

function checkOf(pattern: string): string {
  return `{ "check": { "args": [], "permission": {}, "output": { "format": "text" },
    "success": { "exitCodes": [0] }, "figures": { "n": { "matches": ["${pattern}"] } } } }`;
}

describe('the manifests of a user and of a project', () => {
  const tool = (name: string) => JSON.stringify({ name, capabilities: ['chat'] });

  it('lie below the configuration of their place, and above the weaker place', async () => {
    const { host, paths } = machine({
      'aim/config/tools/a.json': tool('user manifest'),
      'aim/config/tools/b.json': tool('user manifest'),
      'aim/config/tools/notes.txt': 'not a manifest',
      'aim/config/tools/.hidden.json': 'not a manifest',
      'aim/config/aim_config.json': '{"registry":{"tools":{"b":{"name":"user configuration"}}}}',
    });
    const { config, sources } = await loadConfig(host, paths);
    expect(config.registry?.tools).toEqual({
      a: { name: 'user manifest', capabilities: ['chat'] },
      b: { name: 'user configuration', capabilities: ['chat'] },
    });
    expect(sources.map(({ kind, manifest }) => [kind, manifest])).toEqual([
      ['user', true],
      ['user', true],
      ['user', undefined],
    ]);
  });

  it('of a project wait for trust, each by its own content', async () => {
    const { host, home, paths } = machine({
      'aim/config/tools/a.json': tool('mine'),
      'p/.aim/tools/a.json': tool('theirs'),
      'p/.aim/tools/b.json': tool('theirs'),
      'p/sub/keep': '',
    });
    const there = { ...host, cwd: join(home, 'p/sub') };
    const before = await loadConfig(there, paths);
    expect(Object.keys(before.config.registry?.tools ?? {})).toEqual(['a']);
    expect(before.config.registry?.tools?.['a']?.name).toBe('mine');
    expect(before.sources.flatMap(({ withheld }) => withheld.map(({ path }) => path))).toEqual([
      'registry.tools.a',
      'registry.tools.b',
    ]);
    await trustFile(paths, join(home, 'p/.aim/tools/b.json'), tool('theirs'));
    const after = await loadConfig(there, paths);
    expect(after.config.registry?.tools?.['a']?.name).toBe('mine');
    expect(after.config.registry?.tools?.['b']?.name).toBe('theirs');
  });

  it('are not read beside a file that is named', async () => {
    const { host, paths, home } = machine({
      'aim/config/tools/a.json': tool('mine'),
      'named.json': '{}',
    });
    expect((await loadConfig(host, paths, join(home, 'named.json'))).config).toEqual({});
  });
});
