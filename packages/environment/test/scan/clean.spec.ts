import { describe, expect, it } from '@jest/globals';
import { aimPaths, loadDirectories, type Host } from '@aim/core';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import {
  applyClean,
  cleanFacts,
  copyFacts,
  emptyAside,
  listAside,
  listCleanings,
  planClean,
  planCopies,
  restoreCleaning,
  scanCaches,
  type CleanRun,
} from '../../src/index.js';
import { hostWith } from '../support/host.js';
import { link, tree, type Entry } from '../support/tree.js';

const owners = await loadDirectories();

/** Somebody whose home is `home`, beside which `other` must never be touched. */
function someone(files: Record<string, Entry>, changes: Partial<Host> = {}) {
  const top = tree({ 'other/.cache/pip/precious': 'precious', 'other/file': 'file', ...files });
  const home = join(top, 'home');
  fs.mkdirSync(join(home, 'work'), { recursive: true });
  const host = hostWith([], { home, cwd: join(home, 'work'), ...changes });
  const paths = aimPaths(host);
  const run: CleanRun = {
    paths,
    now: new Date('2026-11-25T12:00:00Z'),
    mountPoints: () => [],
    runCommand: () => Promise.reject(new Error('no command is here')),
  };
  const plan = async (roots?: readonly string[]) => {
    const scan = await scanCaches(
      owners,
      host,
      roots && { paths: roots.map((each) => join(top, each)) },
    );
    return planClean(scan.caches, cleanFacts({ host, paths, within: roots ? scan.roots : null }));
  };
  const planOf = (...names: string[]) => {
    const facts = copyFacts(owners, { host, paths, within: null });
    const whole = names.map((name) => join(top, name));
    const sizeBytes = fs.lstatSync(whole[0] as string).size;
    return (choice?: { link: 'hard' }) =>
      planCopies([{ hash: 'x', sizeBytes, files: whole }], facts, choice);
  };
  const clean = async (more: Partial<CleanRun> = {}) =>
    applyClean({ caches: await plan() }, { ...run, ...more });
  return {
    top,
    home,
    host,
    paths,
    run,
    plan,
    planOf,
    clean,
    at: (path: string) => join(top, path),
  };
}

const namesIn = (folder: string) => (fs.existsSync(folder) ? fs.readdirSync(folder) : []);

/** Everything below a folder: what it is, its mode, its time and its content. */
function snapshot(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { mode, mtimeMs } = fs.lstatSync(path);
      const content = entry.isFile()
        ? createHash('sha256').update(fs.readFileSync(path)).digest('hex')
        : entry.isSymbolicLink()
          ? fs.readlinkSync(path)
          : '';
      return `${path} ${mode} ${entry.isFile() ? mtimeMs : ''} ${content}`;
    })
    .sort();
}

const pip = { 'home/.cache/pip/http-v2/a': 'a', 'home/.cache/pip/wheels/b': 'b' };
const mypy = { 'home/work/.mypy_cache/3.12/m.json': '{}' };

describe('aim scan clean', () => {
  it('moves caches into the trash with a note, and restore brings them back byte for byte', async () => {
    const { home, clean, paths, at } = someone({ ...pip, ...mypy });
    const before = snapshot(home);
    const { id, done, failed } = await clean();
    expect(failed).toEqual([]);
    expect(done.map(({ path, how }) => [path.replace(`${home}/`, ''), how]).sort()).toEqual([
      ['.cache/pip', 'trash'],
      ['work/.mypy_cache', 'trash'],
    ]);
    expect(fs.existsSync(at('home/.cache/pip'))).toBe(false);
    const notes = fs.readdirSync(at('home/.local/share/Trash/info'));
    expect(notes.sort()).toEqual(['.mypy_cache.aim-1-2.trashinfo', 'pip.aim-1-1.trashinfo']);
    expect(
      fs.readFileSync(at('home/.local/share/Trash/info/pip.aim-1-1.trashinfo'), 'utf8'),
    ).toMatch(
      new RegExp(
        `^\\[Trash Info\\]\nPath=${home}/.cache/pip\nDeletionDate=2026-11-25T\\d\\d:00:00\n$`,
      ),
    );
    expect(listCleanings(paths)).toEqual([
      expect.objectContaining({ id, items: expect.arrayContaining([]) }),
    ]);
    expect((await restoreCleaning(paths)).restored).toHaveLength(2);
    fs.rmSync(at('home/.local'), { recursive: true });
    expect(snapshot(home)).toEqual(before);
    expect(listCleanings(paths)).toEqual([]);
  });

  it('has a quarantine of its own where there is no such trash', async () => {
    const { clean, paths, at } = someone(pip, { platform: 'darwin' });
    // The places of macOS differ: only what lies below the working directory is the same.
    fs.mkdirSync(at('home/work/.mypy_cache/3.12'), { recursive: true });
    fs.writeFileSync(at('home/work/.mypy_cache/3.12/m.json'), '{}');
    const { done } = await clean();
    expect(done.map(({ how }) => how)).toEqual(['quarantine']);
    expect(fs.readdirSync(join(paths.state, 'aside'))).toEqual(['.mypy_cache.aim-1-1']);
    await restoreCleaning(paths);
    expect(fs.readFileSync(at('home/work/.mypy_cache/3.12/m.json'), 'utf8')).toBe('{}');
  });

  it('deletes for good only when that is asked for, and only what it put aside', async () => {
    const { clean, paths, at } = someone({ ...pip, 'home/.cache/pip/ro/c': 'c' });
    fs.chmodSync(at('home/.cache/pip/ro'), 0o555);
    await clean();
    fs.writeFileSync(at('home/.local/share/Trash/files/mine'), 'mine');
    expect(listAside(paths).items).toHaveLength(1);
    expect(await emptyAside(paths, () => [])).toMatchObject({
      deleted: [{ cleaning: 1 }],
      failed: [],
    });
    expect(fs.readdirSync(at('home/.local/share/Trash/files'))).toEqual(['mine']);
    expect(fs.readdirSync(at('home/.local/share/Trash/info'))).toEqual([]);
    await expect(restoreCleaning(paths)).rejects.toMatchObject({ code: 'scan.absent' });
  });

  it('keeps what was made again since, and leaves the other aside', async () => {
    const { clean, paths, at } = someone(pip);
    await clean();
    fs.mkdirSync(at('home/.cache/pip'));
    fs.writeFileSync(at('home/.cache/pip/new'), 'new');
    const { restored, failed } = await restoreCleaning(paths);
    expect([restored, failed.map(({ code }) => code)]).toEqual([[], ['file.exists']]);
    expect(fs.readdirSync(at('home/.cache/pip'))).toEqual(['new']);
    fs.rmSync(at('home/.cache/pip'), { recursive: true });
    expect((await restoreCleaning(paths)).restored).toHaveLength(1);
  });

  it('runs the own command of a program, and tells when that fails', async () => {
    const { run, plan, at } = someone(pip);
    const [step] = (await plan()).steps;
    const own = {
      steps: [{ ...step!, how: { kind: 'own-command', argv: ['pip', 'cache', 'purge'] } as const }],
    };
    const ran: string[] = [];
    const runCommand = (argv: readonly string[]) => {
      ran.push(argv.join(' '));
      return Promise.resolve(ran.length === 1 ? 1 : 0);
    };
    expect((await applyClean({ caches: own }, { ...run, runCommand })).failed).toMatchObject([
      { code: 'scan.command_failed', message: 'pip cache purge ended with 1' },
    ]);
    expect(await applyClean({ caches: own }, { ...run, runCommand })).toMatchObject({
      id: null,
      done: [{}],
    });
    expect(ran).toEqual(['pip cache purge', 'pip cache purge']);
    expect(fs.existsSync(at('home/.cache/pip'))).toBe(true);
  });
});

describe('aim scan clean and what is dangerous', () => {
  /** Cleans, and proves that nothing but these paths of the home went. */
  async function survives(
    files: Record<string, Entry>,
    gone: readonly string[],
    {
      roots,
      env,
      before,
    }: {
      roots?: string[];
      env?: (top: string) => Record<string, string>;
      before?: (top: string) => void;
    } = {},
  ) {
    const one = someone(files);
    one.host.env = { ...one.host.env, ...env?.(one.top) };
    before?.(one.top);
    const isGone = (line: string) =>
      gone.some(
        (path) => line.startsWith(`${one.at(path)} `) || line.startsWith(`${one.at(path)}/`),
      );
    const kept = snapshot(one.top).filter((line) => !isGone(line));
    const { done } = await applyClean({ caches: await one.plan(roots) }, one.run);
    const now = snapshot(one.top).filter((line) => !/\/home\/\.local(\/| )/.test(line));
    expect(now).toEqual(kept);
    expect(done.map(({ path }) => path).sort()).toEqual(gone.map(one.at).sort());
    return one;
  }

  it('a link to the root or to the home in the place of a cache', async () => {
    await survives({ 'home/.npm/x': 'x' }, [], {
      before: (top) => {
        fs.symlinkSync('/', join(top, 'home/.npm/_cacache'));
        fs.symlinkSync(join(top, 'home'), join(top, 'home/work/.mypy_cache'));
        fs.symlinkSync(join(top, 'other/.cache'), join(top, 'home/.cache'));
      },
    });
  });

  it('a cache that holds links to the home, to another cache and to the root', async () => {
    const files = {
      ...pip,
      'home/.cache/pip/o': link('/other'),
      'home/.cache/pip/h': link('/home'),
    };
    const { paths } = await survives(files, ['home/.cache/pip'], {
      before: (top) => fs.symlinkSync('/', join(top, 'home/.cache/pip/root')),
    });
    expect((await emptyAside(paths, () => [])).failed).toEqual([]);
  });

  it('emptying follows no link either', async () => {
    const { clean, paths, top, at } = someone({ ...pip, 'home/.cache/pip/o': link('/other') });
    const other = snapshot(at('other'));
    await clean();
    await emptyAside(paths, () => []);
    expect(snapshot(at('other'))).toEqual(other);
    expect(fs.existsSync(join(top, 'home/.cache/pip'))).toBe(false);
  });

  it('variables that call the home, the root or a folder of the user a cache', async () => {
    await survives({ 'home/thesis/a': 'a' }, [], {
      env: (top) => ({
        PIP_CACHE_DIR: join(top, 'home'),
        UV_CACHE_DIR: join(top, 'home/thesis'),
        HF_HUB_CACHE: '/',
        XDG_CACHE_HOME: join(top, 'home/thesis'),
        npm_config_cache: `${top}/home/../other`,
      }),
    });
  });

  it('roots that are given twice, lie in each other, or are the home itself', async () => {
    await survives({ ...pip, ...mypy }, ['home/.cache/pip', 'home/work/.mypy_cache'], {
      roots: ['home', 'home/work', 'home', 'home/work/../work'],
    });
  });

  it('caches beyond the folders that were named', async () => {
    await survives({ ...pip, ...mypy }, ['home/work/.mypy_cache'], { roots: ['home/work'] });
  });

  it('a credential, a session or a repository in a cache', async () => {
    await survives(
      {
        ...pip,
        'home/.cache/pip/http-v2/id_ed25519': 'key',
        'home/.claude/projects/p/s.jsonl': '{}',
        'home/work/node_modules/.cache/tool/.git/HEAD': 'ref',
        'home/work/.git/objects/aa/bb': 'object',
        'home/work/dist/a.js': 'a',
        'home/work/build/a.o': 'a',
      },
      [],
    );
  });

  it('a mount point at a cache, or in it', async () => {
    const { at, clean } = someone(pip);
    const { done, failed } = await clean({
      mountPoints: () => ['/', at('home/.cache/pip/wheels')],
    });
    expect([done, failed.map(({ code }) => code)]).toEqual([[], ['scan.changed']]);
    expect(fs.existsSync(at('home/.cache/pip/wheels/b'))).toBe(true);
  });

  it('the trash is a link to elsewhere: then it is a folder of AIM', async () => {
    const { clean, at } = someone({ ...pip, 'home/.local/share/Trash': link('/other') });
    const other = snapshot(at('other'));
    expect((await clean()).done.map(({ how }) => how)).toEqual(['quarantine']);
    expect(snapshot(at('other'))).toEqual(other);
  });

  describe('that changes between plan and apply', () => {
    /** Plans, lets somebody change something, applies, and proves that `other` and the cache stay. */
    async function raced(
      change: (one: ReturnType<typeof someone>) => void,
      when: 'before' | 'amid',
    ) {
      const one = someone(pip);
      const other = snapshot(one.at('other'));
      const caches = await one.plan();
      expect(caches.steps).toHaveLength(1);
      if (when === 'before') change(one);
      let hasChanged = when === 'before';
      const mountPoints = () => {
        // Asked once the identity of the cache was checked.
        if (!hasChanged) change(one);
        hasChanged = true;
        return [];
      };
      const { done, failed } = await applyClean({ caches }, { ...one.run, mountPoints });
      expect(snapshot(one.at('other'))).toEqual(other);
      expect([done, failed.map(({ code }) => code)]).toEqual([[], ['scan.changed']]);
      expect(namesIn(one.at('home/.local/share/Trash/info'))).toEqual([]);
      return one;
    }

    const swapCache = ({ at }: ReturnType<typeof someone>) => {
      fs.renameSync(at('home/.cache/pip'), at('home/real'));
      fs.symlinkSync(at('other'), at('home/.cache/pip'));
    };
    const swapFolder = ({ at }: ReturnType<typeof someone>) => {
      fs.renameSync(at('home/.cache'), at('home/real'));
      fs.symlinkSync(at('other/.cache'), at('home/.cache'));
    };

    it.each([
      ['the cache for a link', swapCache, 'before'],
      ['the cache for a link, at the last moment', swapCache, 'amid'],
      ['a folder above it for a link', swapFolder, 'before'],
      ['a folder above it for a link, at the last moment', swapFolder, 'amid'],
      [
        'the cache for another folder',
        ({ at }: ReturnType<typeof someone>) => {
          fs.renameSync(at('home/.cache/pip'), at('home/real'));
          fs.mkdirSync(at('home/.cache/pip'));
        },
        'amid',
      ],
      [
        'by a credential that comes into it',
        ({ at }: ReturnType<typeof someone>) => fs.writeFileSync(at('home/.cache/pip/token'), 'hf'),
        'amid',
      ],
    ] as const)('%s', async (_, change, when) => {
      await raced(change, when);
    });
  });
});

describe('copies of a file', () => {
  const copies = { 'home/a': 'same text', 'home/b': 'same text' };

  it('go into the trash and come back', async () => {
    const { planOf, run, at, paths, home } = someone(copies);
    fs.utimesSync(at('home/a'), 1, 1);
    fs.chmodSync(at('home/b'), 0o640);
    const before = snapshot(home);
    const { done } = await applyClean(
      { caches: { steps: [] }, copies: planOf('home/a', 'home/b')() },
      run,
    );
    expect(done).toEqual([{ path: at('home/b'), how: 'trash', bytes: 4096 }]);
    expect([fs.existsSync(at('home/a')), fs.existsSync(at('home/b'))]).toEqual([true, false]);
    await restoreCleaning(paths);
    fs.rmSync(at('home/.local'), { recursive: true });
    expect(snapshot(home)).toEqual(before);
  });

  it('become links when asked to, and files of their own again', async () => {
    const { planOf, run, at, paths, home } = someone(copies);
    fs.utimesSync(at('home/a'), 1, 1);
    fs.utimesSync(at('home/b'), 2, 2);
    const before = snapshot(home);
    const plan = planOf('home/a', 'home/b')({ link: 'hard' });
    await applyClean({ caches: { steps: [] }, copies: plan }, run);
    expect(fs.statSync(at('home/b')).ino).toBe(fs.statSync(at('home/a')).ino);
    await restoreCleaning(paths);
    expect(fs.statSync(at('home/b')).ino).not.toBe(fs.statSync(at('home/a')).ino);
    fs.rmSync(at('home/.local'), { recursive: true });
    expect(snapshot(home)).toEqual(before);
  });

  it.each(['aside', 'hard'])(
    'stay where one of them was changed since the scan (%s)',
    async (how) => {
      const { planOf, run, at } = someone(copies);
      const plan = planOf('home/a', 'home/b')(how === 'hard' ? { link: 'hard' } : undefined);
      fs.writeFileSync(at('home/a'), 'SAME text');
      const { done, failed } = await applyClean({ caches: { steps: [] }, copies: plan }, run);
      expect([done, failed.map(({ code }) => code)]).toEqual([[], ['scan.changed']]);
      expect(fs.readFileSync(at('home/b'), 'utf8')).toBe('same text');
      expect(namesIn(at('home')).filter((name) => name.includes('aim'))).toEqual([]);
    },
  );

  it('are not deleted for good when the copy that stayed is another by now', async () => {
    const { planOf, run, at, paths } = someone(copies);
    fs.utimesSync(at('home/a'), 1, 1);
    await applyClean({ caches: { steps: [] }, copies: planOf('home/a', 'home/b')() }, run);
    fs.writeFileSync(at('home/a'), 'another');
    expect((await emptyAside(paths, () => [])).failed.map(({ code }) => code)).toEqual([
      'scan.changed',
    ]);
    await restoreCleaning(paths);
    expect(fs.readFileSync(at('home/b'), 'utf8')).toBe('same text');
  });

  it('behind links are left alone', () => {
    const { planOf } = someone({
      ...copies,
      'home/l': link('/home/a'),
      'home/d': link('/home'),
      'home/work/c': 'same text',
    });
    const plan = planOf('home/a', 'home/l', 'home/d/work/c')();
    expect([plan.steps, plan.left.map(({ reason }) => reason)]).toEqual([[], ['link', 'link']]);
  });
});
