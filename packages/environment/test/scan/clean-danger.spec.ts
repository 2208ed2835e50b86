import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { applyClean, emptyAside } from '../../src/index.js';
import { namesIn, snapshot, someone } from '../support/someone.js';
import { link, type Entry } from '../support/tree.js';

const pip = { 'home/.cache/pip/http-v2/a': 'a', 'home/.cache/pip/wheels/b': 'b' };
const mypy = { 'home/work/.mypy_cache/3.12/m.json': '{}' };

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
