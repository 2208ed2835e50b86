import { aimPaths, loadDirectories, type AimPaths, type Host } from '@aim/core';
import { join } from 'node:path';
import {
  applyClean,
  cleanFacts,
  copyFacts,
  emptyAside,
  planClean,
  planCopies,
  restoreCleaning,
  scanCaches,
  settleCleanings,
} from '../../src/index.js';

export type Action = 'clean' | 'restore' | 'empty';

/** Cleans a home as `aim scan clean` does, its `link1` and `link2`, `copy1` and `copy2` too, or takes that back. */
export async function act(action: Action, home: string): Promise<void> {
  const paths = placesOf(home);
  if (action === 'restore') return void (await restoreCleaning(paths));
  if (action === 'empty') return void (await emptyAside(paths, () => []));
  await settleCleanings(paths);
  const host = hostOf(home);
  const owners = await loadDirectories();
  const { caches } = await scanCaches(owners, host);
  const facts = copyFacts(owners, { host, paths, within: null });
  const group = (name: string) => [
    { hash: name, sizeBytes: 9, files: [join(home, `${name}1`), join(home, `${name}2`)] },
  ];
  const links = planCopies(group('link'), facts, { link: 'hard' });
  const copies = planCopies(group('copy'), facts);
  const { failed } = await applyClean(
    {
      caches: planClean(caches, cleanFacts({ host, paths, within: null })),
      copies: { steps: [...links.steps, ...copies.steps] },
    },
    {
      paths,
      now: new Date(0),
      mountPoints: () => [],
      runCommand: () => Promise.reject(new Error('no command is here')),
    },
  );
  if (failed.length > 0) throw new Error(JSON.stringify(failed));
}

export function placesOf(home: string): AimPaths {
  return aimPaths(hostOf(home));
}

function hostOf(home: string): Host {
  return {
    platform: 'linux',
    env: { PATH: '' },
    cwd: join(home, 'p'),
    home,
    tmp: '/tmp',
    uid: 1,
    now: () => new Date(0),
  };
}
