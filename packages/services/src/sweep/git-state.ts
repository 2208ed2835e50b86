import {
  findGitRoot,
  gitEnvironment,
  gitSafeOptions,
  resolveCommand,
  runCaptured,
  type Host,
} from '@aim/core';
import { dirname, relative, sep } from 'node:path';
import type { GitState } from './types.js';

/** One question to git, in ms. */
const deadlineMs = 10_000;
/** More names are not put into one command line: then git lists all of its files. */
const mostNames = 200;

/** What git knows of each file. Asks it at most twice for each repository. */
export async function gitStates(
  files: readonly string[],
  host: Host,
): Promise<Map<string, GitState>> {
  const states = new Map<string, GitState>();
  const repositories = new Map<string, string[]>();
  for (const file of files) {
    const root = findGitRoot(dirname(file));
    // What git itself keeps is in no commit.
    const inside = root !== undefined && !relative(root, file).split(sep).includes('.git');
    if (inside) repositories.set(root, [...(repositories.get(root) ?? []), file]);
    else states.set(file, 'none');
  }
  if (repositories.size === 0) return states;
  const git = resolveCommand('git', host);
  for (const [root, members] of repositories) {
    const known =
      git.kind === 'found' ? await askGit(git.path, root, { members, host }) : undefined;
    for (const file of members) states.set(file, known?.(file) ?? 'unknown');
  }
  return states;
}

async function askGit(
  git: string,
  root: string,
  { members, host }: { members: readonly string[]; host: Host },
): Promise<((file: string) => GitState) | undefined> {
  const nameOf = (file: string) => relative(root, file).split(sep).join('/');
  const names = members.map(nameOf);
  const asked = names.length > mostNames ? [] : names;
  const ask = async (args: readonly string[], input?: string) => {
    const result = await runCaptured({
      file: git,
      args: [...gitSafeOptions, ...args],
      env: gitEnvironment(host.env),
      cwd: root,
      deadlineMs,
      ...(input !== undefined && { input }),
    });
    const isAnswer = result.exitCode === 0 || (input !== undefined && result.exitCode === 1);
    if (!isAnswer || result.truncated) return undefined;
    return new Set(result.stdout.split('\0'));
  };
  try {
    const tracked = await ask(['--literal-pathspecs', 'ls-files', '-z', '--', ...asked]);
    const ignored = await ask(['check-ignore', '-z', '--stdin'], `${names.join('\0')}\0`);
    if (tracked === undefined || ignored === undefined) return undefined;
    return (file) => {
      const name = nameOf(file);
      if (tracked.has(name)) return 'tracked';
      return ignored.has(name) ? 'ignored' : 'untracked';
    };
  } catch {
    return undefined;
  }
}
