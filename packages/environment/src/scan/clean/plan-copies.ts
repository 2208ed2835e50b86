import { isWithin } from '@aim/core';
import { isCredentialName } from '../caches/held-paths.js';
import type {
  CopyChoice,
  CopyFacts,
  CopyPlan,
  CopyStep,
  FileFacts,
  LeftCopyReason,
  SameFiles,
} from './copy-types.js';

/**
 * Decides of each group which copy is kept, and what becomes of the others: they share its blocks
 * where the file system can, become names of it where that is asked for, else are put aside. Pure;
 * that the bytes are the same is for the moment of the change to prove.
 */
export function planCopies(
  groups: readonly SameFiles[],
  facts: CopyFacts,
  choice: CopyChoice = {},
): CopyPlan {
  const plan: CopyPlan = { steps: [], left: [], bytes: 0 };
  const leave = (path: string, reason: LeftCopyReason) => {
    plan.left.push({ path, reason, message: messages[reason] });
  };
  const planned = new Set<string>();
  for (const group of groups) {
    const there: FileFacts[] = [];
    for (const path of new Set(group.files)) {
      const closed = neverTouched(path);
      const file = closed === undefined ? facts.file(path) : null;
      if (closed !== undefined) leave(path, closed);
      else if (file === null || file === 'link') leave(path, file ?? 'changed');
      else if (file.size !== group.sizeBytes || planned.has(file.identity)) leave(path, 'changed');
      else there.push(file);
    }
    const copies = [...new Map(there.map((file) => [file.identity, file])).values()];
    for (const { identity } of copies) planned.add(identity);
    const [kept, ...others] = copies.sort(byWorth(facts));
    for (const file of others) {
      const how = howToReplace(file, kept as FileFacts, { facts, choice });
      if (typeof how === 'string') leave(file.path, how);
      else plan.steps.push(stepOf(file, kept as FileFacts, how));
    }
  }
  plan.steps.sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));
  return { ...plan, bytes: plan.steps.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Not even as the copy that stays: a link to it could be written to. */
function neverTouched(path: string): LeftCopyReason | undefined {
  const parts = path.split(/[\\/]/);
  if (parts.includes('.git')) return 'name';
  return isCredentialName(parts.at(-1) as string) ? 'credential' : undefined;
}

/** What a program manages is kept first, then what has more names, then the oldest. */
function byWorth({ stores }: CopyFacts) {
  const isStored = ({ path }: FileFacts) => Number(isClosed(path, stores));
  return (a: FileFacts, b: FileFacts) =>
    isStored(b) - isStored(a) ||
    b.names - a.names ||
    a.modifiedMs - b.modifiedMs ||
    (a.path < b.path ? -1 : 1);
}

function howToReplace(
  file: FileFacts,
  kept: FileFacts,
  { facts, choice }: { facts: CopyFacts; choice: CopyChoice },
): CopyStep['how'] | LeftCopyReason {
  const { path, names, device } = file;
  if (facts.within !== null && !facts.within.some((root) => isWithin(path, root))) return 'outside';
  if (names > 1) return 'names';
  if (choice.link === 'hard') {
    if (device !== kept.device) return 'device';
    return file.owner === kept.owner && file.mode === kept.mode ? { kind: 'hard-link' } : 'owner';
  }
  if (device === kept.device && facts.canClone(path)) return { kind: 'reflink' };
  if (isClosed(path, facts.stores)) return 'program';
  const place = facts.placeFor(path);
  return place === null ? 'no-place' : { kind: 'aside', place };
}

/** Parts of a path below which a program looks for every file that it has put there. */
const packageFolders: ReadonlySet<string> = new Set([
  ...['node_modules', 'site-packages', 'dist-packages', '.venv', 'venv', '.hg', '.svn'],
]);

function isClosed(path: string, stores: readonly string[]): boolean {
  return (
    stores.some((folder) => isWithin(path, folder)) ||
    path.split(/[\\/]/).some((part) => packageFolders.has(part))
  );
}

const comesBack: Readonly<Record<CopyStep['how']['kind'], string>> = {
  'hard-link': '`aim scan restore` makes it a file of its own again.',
  reflink: 'It stays a file of its own; only its blocks are shared.',
  aside: '`aim scan restore` brings it back until it is emptied.',
};

function stepOf(file: FileFacts, kept: FileFacts, how: CopyStep['how']): CopyStep {
  const { path, identity, size, modifiedMs, mode, allocatedBytes: bytes } = file;
  const why = `It is the same as ${kept.path}, which stays; every byte is compared before.`;
  const facts = { path, identity, size, modifiedMs, mode, bytes };
  return {
    ...facts,
    kept: kept.path,
    keptIdentity: kept.identity,
    how,
    why,
    comesBack: comesBack[how.kind],
  };
}

const messages: Readonly<Record<LeftCopyReason, string>> = {
  changed: 'it is not what the scan found',
  link: 'a link leads to it',
  name: 'it belongs to a repository',
  credential: 'it has the name of a credential',
  outside: 'it lies outside of the folders that were named',
  names: 'it has other names (hard links), so that nothing would go free',
  program: 'a program looks for it there: --link hard keeps both',
  device: 'it lies on another file system than the copy that stays',
  owner: 'it has another owner or mode than the copy that stays',
  'no-place': 'there is no place on its file system to put it aside',
};
