import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/catalogue.js';
import { loadDirectories } from '../../src/catalogue/directories.js';
import { placePaths } from '../../src/catalogue/places.js';

const owners = await loadDirectories();
const directories = owners.flatMap((owner) => owner.directories);
const host = { platform: 'linux', env: { USER: 'ada' }, home: '/home/ada', cwd: '/work' } as const;

describe('the directories', () => {
  it('are fifty-eight, each with an id of its own', () => {
    expect(directories).toHaveLength(58);
    expect(new Set(directories.map(({ id }) => id)).size).toBe(58);
  });

  it('bear the name of the tool that they belong to', () => {
    for (const { id, name } of loadCatalogue().tools) {
      const owner = owners.find((each) => each.id === id);
      if (owner !== undefined) expect(owner.name).toBe(name);
    }
  });

  it('lie at a path that this machine can understand', () => {
    for (const { id, places } of directories) {
      for (const path of places.flatMap((place) => placePaths(place, { host, gitRoot: '/work' }))) {
        expect([id, path]).toEqual([id, expect.stringMatching(/^\/[^{}<>$%~]+$/)]);
      }
    }
  });

  it('never give up a credential', () => {
    const credentials = directories.filter(({ kind }) => kind === 'credentials');
    expect(credentials.length).toBeGreaterThan(3);
    for (const { safety, keep, cleanup } of credentials) {
      expect([safety, keep, cleanup]).toEqual(['secret', ['**'], undefined]);
    }
  });

  it('keep the token that lies inside the cache of Hugging Face out of what may go', () => {
    const token = '/home/ada/.cache/huggingface/token';
    const removable = directories.filter(({ safety }) => /^re/.test(safety));
    const paths = removable.flatMap(({ places }) =>
      places.flatMap((place) => placePaths(place, { host, gitRoot: '/work' })),
    );
    expect(paths.filter((path) => token.startsWith(path))).toEqual([]);
  });

  it('follow the variable that moves them', () => {
    const env = { CARGO_HOME: '/c', USER: 'ada' };
    const cargo = directories.find(({ id }) => id === 'cargo');
    expect(cargo?.places.flatMap((place) => placePaths(place, { host: { ...host, env } }))).toEqual(
      ['/c/registry', '/c/git'],
    );
  });
});
