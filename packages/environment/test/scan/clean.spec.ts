import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import {
  applyClean,
  emptyAside,
  listAside,
  listCleanings,
  restoreCleaning,
} from '../../src/index.js';
import { namesIn, snapshot, someone } from '../support/someone.js';
import { link } from '../support/tree.js';

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
