import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/catalogue.js';
import { placePaths, type CataloguePath } from '../../src/catalogue/places.js';
import { loadToolDetails } from '../../src/catalogue/tool-details.js';
import type { CatalogueToolDetails } from '../../src/index.js';

const details = await loadToolDetails();
const tools = [...details.values()].map((tool) => [tool.id, tool] as const);

function pathsOf({ files, reads, writes }: CatalogueToolDetails): CataloguePath[] {
  return [
    ...(files.config ?? []).map(({ path }) => path),
    ...(files.credentials ?? []).map(({ path }) => path),
    ...(files.mcp?.files ?? []),
    ...reads.order.flatMap(({ paths = [] }) => paths),
    ...writes.map(({ path }) => path),
  ];
}

const homes = {
  linux: '/home/ada',
  darwin: '/Users/ada',
  win32: 'C:\\Users\\ada',
} as const;

describe('the details of a tool', () => {
  it.each(tools)('%s: every path is one that this machine can understand', (_, tool) => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const home = homes[platform];
      const env = { APPDATA: 'C:\\A', LOCALAPPDATA: 'C:\\L', TEMP: 'C:\\T', TMPDIR: '/tmp' };
      const host = { platform, env: { ...env, XDG_RUNTIME_DIR: '/run' }, home, cwd: `${home}/p` };
      const scope = { host, gitRoot: `${home}/p`, ...(tool.folders && { folders: tool.folders }) };
      for (const path of pathsOf(tool)) {
        for (const each of placePaths({ path }, scope)) {
          expect([path, each]).toEqual([
            path,
            expect.stringMatching(/^(\/|[A-Z]:[/\\])[^{}<>$%~]+$/),
          ]);
        }
      }
    }
  });

  it.each(tools)(
    '%s: every place that it reads a credential from is one of its files',
    (_, tool) => {
      const kept = [...(tool.files.credentials ?? []), ...(tool.files.config ?? [])];
      const known = kept.map(({ path }) => JSON.stringify(path));
      const read = tool.reads.order
        .filter(({ from }) => from === 'credentials' || from === 'config')
        .flatMap(({ paths = [] }) => paths);
      expect(read.filter((path) => !known.includes(JSON.stringify(path)))).toEqual([]);
    },
  );

  it.each(tools)('%s: every step says where, and only of keys that the tool has', (id, tool) => {
    const keys = loadCatalogue().tools.find((each) => each.id === id)?.keys ?? [];
    const services = (tool.files.keychain ?? []).map(({ service }) => service);
    for (const step of tool.reads.order) {
      if (step.from === 'flag') expect(step.name).toBeDefined();
      if (step.from === 'helper') expect(step.setting).toBeDefined();
      if (step.from === 'keychain') expect(services).toContain(step.service);
      for (const key of step.keys ?? []) expect(keys.map(({ env }) => env)).toContain(key);
    }
  });

  it.each(tools)(
    '%s: a variable that moves its folder is a setting or common to all',
    (_, tool) => {
      const moved = Object.values(tool.folders ?? {}).flatMap((folder) => folder.moved ?? []);
      const variables = moved.map((path) => /^\$(\w+)/.exec(path)?.[1]);
      const known = [...(tool.settings ?? []), 'XDG_CONFIG_HOME', 'XDG_DATA_HOME'];
      const all = [...known, 'XDG_STATE_HOME', 'XDG_CACHE_HOME'];
      expect(variables.filter((name) => !all.includes(name as string))).toEqual([]);
    },
  );

  it('says of every script that it runs what a server sends', () => {
    const scripts = [...details.values()].flatMap(({ install }) =>
      install.filter(({ via }) => via === 'script'),
    );
    expect(scripts.length).toBeGreaterThan(10);
    for (const script of scripts) expect(script).toMatchObject({ runsRemoteCode: true });
  });

  it('finds the version in what a tool is known to print', () => {
    for (const { id, version } of details.values()) {
      if (version.sample === undefined) continue;
      expect([id, new RegExp(version.pattern, 'im').test(version.sample)]).toEqual([id, true]);
    }
  });
});
