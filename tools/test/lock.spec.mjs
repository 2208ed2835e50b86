import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';

const readJson = (...path) => JSON.parse(readFileSync(join(root, ...path), 'utf8'));
const { packages } = readJson('package-lock.json');

/** Where Node finds a package from a place in the tree: the nearest `node_modules` upward. */
function resolve(from, name) {
  for (let place = from; ; place = place.slice(0, place.lastIndexOf('/'))) {
    const candidate = join(place, 'node_modules', name);
    if (candidate in packages) return packages[candidate];
    if (!place.includes('/')) return packages[join('node_modules', name)];
  }
}

describe('package-lock.json', () => {
  it('holds every dependency that something in it needs', () => {
    const missing = Object.entries(packages).flatMap(([place, { dependencies = {} }]) =>
      Object.keys(dependencies)
        .filter((name) => resolve(place, name) === undefined)
        .map((name) => `${place} needs ${name}`),
    );
    expect(missing).toEqual([]);
  });

  // A lock that was made on one platform may lack the binaries of the others: npm ci fails there.
  it.each(['esbuild', '@swc/core', 'nx', 'unrs-resolver', '@lydell/node-pty'])(
    'holds the binaries of %s for every platform',
    (name) => {
      const { optionalDependencies = {} } = packages[`node_modules/${name}`];
      for (const [binary, version] of Object.entries(optionalDependencies)) {
        expect([binary, resolve(`node_modules/${name}`, binary)?.version]).toEqual([
          binary,
          version,
        ]);
      }
    },
  );

  it.each(['esbuild', '@swc/core', 'nx', 'unrs-resolver'])(
    'knows binaries of %s for Linux, macOS and Windows',
    (name) => {
      const { optionalDependencies } = packages[`node_modules/${name}`];
      const binaries = Object.keys(optionalDependencies).map((each) => resolve('', each));
      const systems = new Set(binaries.flatMap(({ os = [] }) => os));
      expect([...systems]).toEqual(expect.arrayContaining(['linux', 'darwin', 'win32']));
    },
  );

  it('says of each package what it must be, and nothing of where one machine got it from', () => {
    for (const [place, entry] of Object.entries(packages)) {
      if (entry.link === true || !place.includes('node_modules/')) continue;
      expect([place, entry.integrity]).toEqual([place, expect.stringMatching(/^sha512-/)]);
      expect([place, entry.resolved ?? 'https://registry.npmjs.org/']).toEqual([
        place,
        expect.stringMatching(/^https:\/\/registry\.npmjs\.org\//),
      ]);
    }
  });

  it('agrees with every package.json of the workspace', () => {
    const folders = ['', ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)];
    for (const folder of folders) {
      const own = readJson(folder, 'package.json');
      for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
        expect([folder, kind, packages[folder][kind]]).toEqual([folder, kind, own[kind]]);
      }
    }
  });
});
