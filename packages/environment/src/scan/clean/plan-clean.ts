import { isWithin } from '@aim/core';
import type { FoundCache } from '../caches/types.js';
import type {
  CleanChoice,
  CleanFacts,
  CleanPlan,
  CleanStep,
  LeftCache,
  LeftReason,
} from './types.js';

/**
 * Decides of each cache whether it goes, and how. It goes only when it is proven to be a cache,
 * holds nothing that must stay, and lies where nobody could mean more than it. Pure.
 */
export function planClean(
  caches: readonly FoundCache[],
  facts: CleanFacts,
  choice: CleanChoice = {},
): CleanPlan {
  const steps: CleanStep[] = [];
  const left: LeftCache[] = [];
  for (const cache of caches) {
    if (choice.only?.includes(cache.id) === false || cache.size.files === 0) continue;
    const reason = whyLeft(cache, facts, choice);
    const how = reason ?? howToClean(cache, facts, choice);
    if (typeof how === 'string') left.push(leftCache(cache, how));
    else steps.push(stepOf(cache, how));
  }
  steps.sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));
  return { steps, left, bytes: steps.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Names that never go, whatever lies in them. */
const neverNames: ReadonlySet<string> = new Set([
  ...['.git', '.hg', '.svn', 'dist', 'build', 'site-packages', 'dist-packages', 'node_modules'],
]);

function whyLeft(
  cache: FoundCache,
  facts: CleanFacts,
  choice: CleanChoice,
): LeftReason | undefined {
  const { path, proof, safety, kind, holds } = cache;
  if (safety === 'user-data' || safety === 'keep' || safety === 'secret') return 'yours';
  if (proof === null || safety === 'unproven') return 'unproven';
  const held = holds[0]?.why;
  if (held !== undefined) return held === 'own-directory' ? 'kept' : held;
  const names = path.split(/[\\/]/);
  if (names.includes('.git') || neverNames.has((names.at(-1) as string).toLowerCase()))
    return 'name';
  if (facts.within !== null && !facts.within.some((root) => isWithin(path, root))) return 'outside';
  if (facts.guarded.some((folder) => isWithin(folder, path))) return 'guarded';
  if (facts.mountPoints.some((mount) => isWithin(mount, path))) return 'mount';
  const isChosen = choice.only?.includes(cache.id) === true;
  if (isChosen) return undefined;
  if (kind === 'models') return 'models';
  return safety === 'redownload' ? 'choice' : undefined;
}

function howToClean(
  cache: FoundCache,
  { canRun, placeFor }: CleanFacts,
  { ownCommands = true }: CleanChoice,
): CleanStep['how'] | LeftReason {
  const { clean: argv, kind } = cache;
  if (ownCommands && argv[0] !== undefined && canRun(argv[0])) return { kind: 'own-command', argv };
  // Which model somebody wants is in no file, and a program knows which parts others share.
  if (kind === 'models') return 'models';
  const place = placeFor(cache);
  return place === null ? 'no-place' : { kind: 'aside', place };
}

function stepOf(cache: FoundCache, how: CleanStep['how']): CleanStep {
  const { id, owner, path, identity, isFolder, size, rules, proof, safety } = cache;
  const again = safety === 'redownload' ? 'downloads it again' : 'makes it again';
  const undo =
    how.kind === 'aside' ? ' `aim scan restore` brings it back until it is emptied.' : '';
  return {
    id,
    owner: owner.name,
    path,
    identity,
    isFolder,
    files: size.files,
    bytes: size.freeableBytes,
    rules,
    how,
    why: `${proof} It holds nothing that must stay.`,
    comesBack: `${owner.name} ${again} when it needs it.${undo}`,
  };
}

const messages: Readonly<Record<LeftReason, string>> = {
  unproven: 'nothing shows that it can be made again',
  yours: 'only you can say whether it may go',
  credential: 'there is a credential in it',
  kept: 'there is something in it that must stay',
  repository: 'there is a repository in it',
  unreadable: 'not all of it can be looked into',
  name: 'what has that name is never removed',
  outside: 'it lies outside of the folders that were named',
  guarded: 'a folder lies in it that must stay',
  mount: 'another file system is mounted there',
  choice: 'it is downloaded again: say that you mean it',
  models: 'only you can say which models may go',
  'no-place': 'there is no place on its file system to put it aside',
};

function leftCache(cache: FoundCache, reason: LeftReason): LeftCache {
  const { id, path, size, cleanup } = cache;
  const ask = reason === 'choice' ? `aim scan clean --only ${id}` : null;
  const advice = ask ?? cleanup[0] ?? null;
  return { id, path, bytes: size.freeableBytes, reason, message: messages[reason], advice };
}
