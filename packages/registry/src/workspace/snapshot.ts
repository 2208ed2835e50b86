import type { Host } from '@aim/core';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { openRepository, type Repository, type RunGit } from './repository.js';

/** A workspace as it was, kept as a tree of its git repository. */
export interface Snapshot {
  /**
   * Makes it so again, if it has changed. Refuses where a commit or the index has changed as well,
   * which only a person can judge.
   */
  restore: () => Promise<Restored | { refused: string }>;
}

export interface Restored {
  /** The files that had changed, relative to the top of the repository. */
  files: string[];
  /** The tree of what was there before the restoration: nothing is lost. Null where nothing had changed. */
  tree: string | null;
}

/**
 * Takes a snapshot of a folder's repository. The user's own index, stash and commits stay as they
 * are; what git ignores is not in it. Answers why there can be none.
 */
export async function takeSnapshot(
  cwd: string,
  ports: { host: Host; run: RunGit },
): Promise<Snapshot | { refused: string }> {
  const repository = openRepository(cwd, ports);
  if ('refused' in repository) return repository;
  const before = await stateOf(repository);
  if ('refused' in before) return before;
  return { restore: () => restore(repository, before) };
}

interface State {
  tree: string;
  /** What a commit or `git add` changes. */
  history: string;
}

async function stateOf(repository: Repository): Promise<State | { refused: string }> {
  const head = await repository.ask(['rev-parse', '-q', '--verify', 'HEAD']);
  const index = await repository.ask(['ls-files', '--stage', '-z']);
  const tree = await repository.withIndex(async (ask) => {
    const added = await ask(['add', '--all', '--', ':/']);
    return added === undefined ? undefined : ask(['write-tree']);
  });
  if (tree === undefined || index === undefined) {
    return { refused: `git cannot take a snapshot of ${repository.root}` };
  }
  return { tree: tree.trim(), history: `${head ?? ''}\0${index}` };
}

async function restore(
  repository: Repository,
  before: State,
): Promise<Restored | { refused: string }> {
  const now = await stateOf(repository);
  if ('refused' in now) return now;
  if (now.tree === before.tree) return { files: [], tree: null };
  if (now.history !== before.history) {
    return { refused: 'it has committed or staged what it changed' };
  }
  const changes = await repository.ask([
    ...['diff-tree', '-r', '-z', '--no-renames', '--name-status'],
    before.tree,
    now.tree,
  ]);
  const files = changesIn(changes ?? '');
  const isBack = await putBack(repository, before.tree, files);
  if (!isBack) return { refused: `git cannot restore ${repository.root}` };
  return { files: files.map(({ name }) => name), tree: now.tree };
}

interface Change {
  isNew: boolean;
  name: string;
}

/** `STATUS NUL NAME NUL …` */
function changesIn(text: string): Change[] {
  const parts = text.split('\0');
  return parts.flatMap((name, index) =>
    index % 2 === 1 ? [{ isNew: parts[index - 1] === 'A', name }] : [],
  );
}

async function putBack(
  repository: Repository,
  tree: string,
  files: readonly Change[],
): Promise<boolean> {
  // First, since a new file may stand where a folder was.
  for (const { isNew, name } of files) if (isNew) remove(repository.root, name);
  const old = files.filter(({ isNew }) => !isNew).map(({ name }) => name);
  const done = await repository.withIndex(async (ask) => {
    if ((await ask(['read-tree', tree])) === undefined) return undefined;
    return ask(
      ['checkout-index', '--force', '-z', '--stdin'],
      old.map((name) => `${name}\0`).join(''),
    );
  });
  const after = await stateOf(repository);
  return done !== undefined && 'tree' in after && after.tree === tree;
}

/** A file that was not there, and the folders that are empty without it. */
function remove(root: string, name: string): void {
  fs.rmSync(join(root, name), { recursive: true, force: true });
  for (let folder = dirname(name); folder !== '.'; folder = dirname(folder)) {
    try {
      fs.rmdirSync(join(root, folder));
    } catch {
      // It is not empty.
      return;
    }
  }
}
