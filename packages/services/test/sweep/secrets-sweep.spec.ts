import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join, resolve } from 'node:path';
import { user, write } from '../support/user.js';
import { catalogueKeys, corpusPlaces, decoys, plantKeys } from './corpus.js';

describe('two hundred keys in as many places as people put them', () => {
  it('are all found, each where it stands, and no decoy is', async () => {
    const { files, planted } = plantKeys(await catalogueKeys());
    files['project/decoys.env'] = decoys;
    files['.zprofile'] = decoys;
    const { aim, home } = user(files);
    const { findings } = await aim().sweepSecrets({ paths: [] });
    const inProject = await aim({ cwd: join(home, 'project') }).sweepSecrets();
    expect(corpusPlaces.length).toBeGreaterThanOrEqual(40);
    expect(planted.length).toBeGreaterThanOrEqual(200);
    const placed = inProject.findings.map(
      ({ file, offset, length }) => `${file.slice(home.length + 1)}:${offset}:${length}`,
    );
    const wanted = planted.map(({ path, offset, length }) => `${path}:${offset}:${length}`);
    expect(placed.sort()).toEqual(wanted.sort());
    expect(findings.length).toBeLessThan(inProject.findings.length);
  });

  it('are not found in the files of this repository', async () => {
    const root = resolve(import.meta.dirname, '../../../..');
    const { aim } = user();
    const { findings } = await aim({ cwd: root }).sweepSecrets({
      paths: ['docs', 'tools', ...sources(root)],
    });
    expect(findings.map(({ file, line, masked }) => `${file}:${line} ${masked}`)).toEqual([]);
  });
});

const openRouterKey = `sk-or-v1-${'0123456789abcdef'.repeat(4)}`;

describe('a value of the vault', () => {
  it('is found in any encoding, with what git and the file system know of the file', async () => {
    const { aim, home, audit } = user();
    const value = 'the words that nobody guesses "11"';
    await aim().setSecret({ name: 'team/db', value });
    write(home, {
      'project/.gitignore': 'ignored.txt\n',
      'project/tracked.txt': `one\ntwo ${value}\n`,
      'project/ignored.txt': Buffer.from(value).toString('base64'),
      'project/new.txt': Buffer.from(value).toString('hex'),
    });
    const project = join(home, 'project');
    const git = (...args: string[]) => execFileSync('git', args, { cwd: project });
    git('init', '-q');
    git('add', 'tracked.txt');
    fs.chmodSync(join(project, 'tracked.txt'), 0o644);
    fs.chmodSync(join(project, 'new.txt'), 0o600);
    const sweep = await aim().sweepSecrets({ paths: [project] });
    expect(
      sweep.findings.map(({ file, line, column, secret, form, git: state, mode }) => [
        file.slice(project.length + 1),
        `${line}:${column}`,
        secret,
        form,
        state,
        mode?.othersCanRead,
      ]),
    ).toEqual([
      ['ignored.txt', '1:1', 'team/db', 'base64', 'ignored', expect.anything()],
      ['new.txt', '1:1', 'team/db', 'hex', 'untracked', false],
      ['tracked.txt', '2:5', 'team/db', 'plain', 'tracked', true],
    ]);
    expect(JSON.stringify([sweep, audit()])).not.toContain('nobody guesses');
    expect(audit().at(-1)).toMatchObject({
      event_type: 'secret_sweep',
      details: { hits: 3, files: 3, keys: ['team/db'], unreadable: 0 },
    });
  });

  it('is not looked for when the vault cannot be read, and shapes still are', async () => {
    const { aim, home, heard } = user();
    await aim().setSecret({ name: 'team/db', value: 'long enough to be found' });
    for (const name of fs.readdirSync(join(home, 'aim/data'), { recursive: true })) {
      const file = join(home, 'aim/data', String(name));
      if (/secrets\.(?:age|enc|json)|vault/.test(file) && fs.statSync(file).isFile()) {
        fs.writeFileSync(file, 'broken');
      }
    }
    write(home, { 'a.txt': openRouterKey });
    const { summary } = await aim().sweepSecrets({ paths: [join(home, 'a.txt')] });
    expect(summary).toMatchObject({ knownValues: false, hits: 1 });
    expect(heard.map(({ id, severity }) => [id, severity])).toContainEqual([
      'sweep.values_unread',
      'warn',
    ]);
  });
});

it('tells a path that is not there', async () => {
  const { aim, home } = user();
  const { unreadable } = await aim().sweepSecrets({ paths: ['nowhere'] });
  expect(unreadable).toMatchObject([{ file: join(home, 'nowhere') }]);
});

/** What is written by hand: neither installed nor built. */
function sources(root: string): string[] {
  return fs
    .readdirSync(join(root, 'packages'))
    .flatMap((name) => ['src', 'test', 'helper'].map((part) => `packages/${name}/${part}`))
    .filter((path) => fs.existsSync(join(root, path)));
}
