import {
  findGitRoot,
  gitEnvironment,
  gitSafeOptions,
  resolveCommand,
  type Host,
  type runCaptured,
} from '@aim/core';
import * as fs from 'node:fs';
import { join, resolve } from 'node:path';

/** How git is run. */
export type RunGit = typeof runCaptured;

/** Asks git; undefined for a command that failed, or whose answer is too long to be kept. */
export type AskGit = (args: readonly string[], input?: string) => Promise<string | undefined>;

export interface Repository {
  root: string;
  /** Changes nothing. */
  ask: AskGit;
  /** Works with a copy of the index, which is thrown away afterwards. */
  withIndex: <T>(work: (ask: AskGit) => Promise<T>) => Promise<T>;
}

/** One command of git, in ms. */
const deadlineMs = 120_000;
/** Names of files are kept whole. */
const maxBytes = 64 * 1024 * 1024;

/** The repository that a folder lies in, or why there is none to work with. */
export function openRepository(
  cwd: string,
  { host, run }: { host: Host; run: RunGit },
): Repository | { refused: string } {
  const root = findGitRoot(cwd);
  if (root === undefined) return { refused: `${cwd} is in no git repository` };
  const git = resolveCommand('git', host);
  if (git.kind !== 'found') return { refused: 'git is not on PATH' };
  const askIn =
    (more: Record<string, string>): AskGit =>
    async (args, input) => {
      const result = await run({
        file: git.path,
        args: [...gitSafeOptions, ...args],
        env: { ...gitEnvironment(host.env), ...more },
        cwd: root,
        deadlineMs,
        maxBytes,
        ...(input !== undefined && { input }),
      });
      return result.exitCode === 0 && !result.truncated ? result.stdout : undefined;
    };
  return { root, ask: askIn({}), withIndex: (work) => withIndex(root, { host, askIn }, work) };
}

async function withIndex<T>(
  root: string,
  { host, askIn }: { host: Host; askIn: (more: Record<string, string>) => AskGit },
  work: (ask: AskGit) => Promise<T>,
): Promise<T> {
  const folder = fs.mkdtempSync(join(host.tmp, 'aim-index-'));
  try {
    const file = join(folder, 'index');
    const own = (await askIn({})(['rev-parse', '--git-path', 'index']))?.trim();
    // With what it knows of times and sizes, only changed files are read.
    if (own !== undefined && fs.existsSync(resolve(root, own))) {
      fs.copyFileSync(resolve(root, own), file);
    }
    return await work(askIn({ GIT_INDEX_FILE: file }));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
