import { resolveCommand, stripControls, type Host } from '@aim/core';
import { runBounded } from './run-bounded.js';

/** Whether the collection that holds new entries is locked, as the Secret Service says itself. */
export type LockState = { state: 'unlocked' } | { state: 'locked' | 'unavailable'; detail: string };

export interface LockQuery {
  file: string;
  args: readonly string[];
}

/**
 * The program that can ask the Secret Service for its lock without writing to it; undefined where
 * there is none.
 */
export function lockQuery(host: Host): LockQuery | undefined {
  for (const [command, args] of Object.entries(queries)) {
    const found = resolveCommand(command, host);
    if (found.kind === 'found') return { file: found.path, args: args.split(' ') };
  }
  return undefined;
}

const collection = '/org/freedesktop/secrets/aliases/default';
const face = 'org.freedesktop.Secret.Collection';
const queries = {
  busctl: `--user --timeout=1 get-property org.freedesktop.secrets ${collection} ${face} Locked`,
  gdbus: `call --session --timeout 1 --dest org.freedesktop.secrets --object-path ${collection} --method org.freedesktop.DBus.Properties.Get ${face} Locked`,
};

/** Runs the query, for at most `deadlineMs`. */
export async function readLockState(
  query: LockQuery,
  env: Readonly<Record<string, string>>,
  deadlineMs: number,
): Promise<LockState> {
  const { file, args } = query;
  const run = { file, args, env, cwd: '/', input: '', deadlineMs };
  const { stdout, stderr, end } = await runBounded(run);
  if (/\bfalse\b/.test(stdout)) return { state: 'unlocked' };
  if (/\btrue\b/.test(stdout)) return { state: 'locked', detail: 'it is locked' };
  return { state: 'unavailable', detail: firstLine(stderr) || `${file} ended with ${end}` };
}

function firstLine(text: string): string {
  return stripControls(text).trim().split('\n')[0] as string;
}
