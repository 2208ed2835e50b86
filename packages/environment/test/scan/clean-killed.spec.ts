import { describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { bundleDriver } from '../../../core/test/support/driver.js';
import { itNeeds } from '../../../core/test/support/needs.js';
import {
  emptyAside,
  listAside,
  listCleanings,
  restoreCleaning,
  settleCleanings,
} from '../../src/index.js';
import { act, placesOf, type Action } from '../support/clean-home.js';
import { tree } from '../support/tree.js';

/** A process of its own that may be killed. */
const driver = `
import { act } from '../support/clean-home.js';
const [action, home] = process.argv.slice(2);
await act(action, home);
process.exit(0);
`;

/** The calls by which something is there, is gone, or has another name. */
const calls: Readonly<Record<Action, readonly string[]>> = {
  clean: ['rename', 'link', 'unlink'],
  restore: ['rename', 'unlink'],
  empty: ['unlink', 'rmdir'],
};

function newHome(): string {
  const home = tree({
    '.cache/pip/http-v2/a': 'a',
    '.cache/pip/wheels/b': 'b',
    'p/.mypy_cache/3.12/m.json': '{}',
    link1: 'same link',
    link2: 'same link',
    copy1: 'same copy',
    copy2: 'same copy',
  });
  for (const [place, name] of ['link1', 'link2', 'copy1', 'copy2'].entries()) {
    fs.utimesSync(join(home, name), place + 1, place + 1);
  }
  return home;
}

/** What a user sees of a home, without what AIM and the trash keep in it. */
function seen(home: string): string[] {
  return fs
    .readdirSync(home, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { mode, mtimeMs, nlink } = fs.lstatSync(path);
      const content = entry.isFile()
        ? createHash('sha256').update(fs.readFileSync(path)).digest('hex')
        : '';
      return `${path.slice(home.length)} ${mode} ${entry.isFile() ? `${mtimeMs} ${nlink}` : ''} ${content}`;
    })
    .filter((line) => !line.startsWith('/.local'))
    .sort();
}

/** Runs it, dead at its nth call of that kind; true when it came to its end. */
function runsToEnd(args: readonly string[], [call, nth]: readonly [string, number]): boolean {
  const inject = `inject=${call}:signal=SIGKILL:when=${nth}`;
  const strace = ['-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', inject];
  const { status } = spawnSync('strace', [...strace, process.execPath, file, ...args]);
  if (status !== 0 && status !== null && status < 128)
    throw new Error(`the driver ended with ${status}`);
  return status === 0;
}

/** Kills at the first call of each kind, then at the second, and so on, until it comes to its end. */
async function atEachCall(
  action: Action,
  {
    prepare,
    check,
  }: {
    prepare: (home: string) => Promise<void>;
    check: (home: string, before: string[]) => Promise<void>;
  },
): Promise<number> {
  let kills = 0;
  for (const call of calls[action]) {
    for (let nth = 1; ; nth++) {
      const home = newHome();
      const before = seen(home);
      await prepare(home);
      const cameToEnd = runsToEnd([action, home], [call, nth]);
      await check(home, before);
      if (cameToEnd) break;
      kills += 1;
    }
  }
  return kills;
}

async function restoreAll(home: string): Promise<void> {
  const paths = placesOf(home);
  await settleCleanings(paths);
  while (listCleanings(paths).length > 0) {
    const { failed } = await restoreCleaning(paths);
    expect(failed).toEqual([]);
  }
}

const noteNames = (home: string) => {
  const folder = join(home, '.local/share/Trash/info');
  return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
};

const file = bundleDriver(driver, import.meta.dirname);

describe('a cleaning that is killed', () => {
  itNeeds(['strace'], 'loses nothing, can be done again, and taken back', async () => {
    const kills = await atEachCall('clean', {
      prepare: () => Promise.resolve(),
      check: async (home, before) => {
        await act('clean', home);
        expect(fs.existsSync(join(home, '.cache/pip'))).toBe(false);
        expect(fs.statSync(join(home, 'link1')).ino).toBe(fs.statSync(join(home, 'link2')).ino);
        await restoreAll(home);
        expect(seen(home)).toEqual(before);
        expect(noteNames(home)).toEqual([]);
      },
    });
    expect(kills).toBeGreaterThanOrEqual(12);
  });

  itNeeds(['strace'], 'is taken back by another try when that is killed', async () => {
    const kills = await atEachCall('restore', {
      prepare: (home) => act('clean', home),
      check: async (home, before) => {
        await restoreAll(home);
        expect(seen(home)).toEqual(before);
        expect(noteNames(home)).toEqual([]);
      },
    });
    expect(kills).toBeGreaterThanOrEqual(6);
  });

  itNeeds(
    ['strace'],
    'is emptied by another try, and what is half deleted stays away',
    async () => {
      let whole: string[] = [];
      const kills = await atEachCall('empty', {
        prepare: async (home) => {
          await act('clean', home);
          whole = seen(home);
        },
        check: async (home, before) => {
          const paths = placesOf(home);
          const isWhole = listCleanings(paths).some(({ items }) =>
            items.some(({ state }) => state === 'aside'),
          );
          if (isWhole) {
            await restoreAll(home);
            expect(seen(home)).toEqual(before);
            return;
          }
          expect(seen(home)).toEqual(whole);
          const { items } = listAside(paths);
          expect((await emptyAside(paths, () => [])).deleted).toHaveLength(items.length);
          expect(listAside(paths).items).toEqual([]);
          expect(noteNames(home)).toEqual([]);
        },
      });
      expect(kills).toBeGreaterThanOrEqual(6);
    },
  );
});
