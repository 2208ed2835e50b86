import type { Host } from '../host/host.js';

/** The environment for a question to git: variables such as `GIT_DIR` would have it answer for another repository. */
export function gitEnvironment(env: Host['env']): Record<string, string> {
  const kept = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || name.toUpperCase().startsWith('GIT_') ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(kept), GIT_OPTIONAL_LOCKS: '0' };
}

/** Options without which a repository's own configuration could name a program to be run. */
export const gitSafeOptions: readonly string[] = ['-c', 'core.fsmonitor=false'];
