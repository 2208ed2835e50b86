import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Host } from '../host/host.js';

/** Of no `AIM_` name: children inherit it, and a nested AIM must hand it on. */
const markVariable = 'RUN_OF_AIM';

/** True in what an attempt of AIM has started, and all that comes from it. */
export function isWithinRun(env: Host['env']): boolean {
  return (env[markVariable] ?? '') !== '';
}

/** A sign in the environment of a process and of all that come from it. */
export interface RunMark {
  id: string;
  /** The environment that carries it, beside the marks that are there already. */
  env: Readonly<Record<string, string>>;
}

/**
 * Marks an environment, so that what leaves the process group of its program can be found.
 *
 * @param id - the one that other programs of the same work have already
 */
export function markRun(
  env: Readonly<Record<string, string>>,
  id = randomBytes(9).toString('hex'),
): RunMark {
  const outer = env[markVariable];
  return { id, env: { ...env, [markVariable]: outer === undefined ? id : `${outer} ${id}` } };
}

/** How often is looked again: what is killed may have started another just before. */
const rounds = 5;

/**
 * Kills every process that carries a mark: what made itself a session of its own, too. On Linux
 * only, where `/proc` shows the environment of the user's own processes; elsewhere it does nothing.
 *
 * @returns how many are still there
 */
export async function endEscaped(
  mark: string,
  { platform }: Pick<Host, 'platform'>,
): Promise<number> {
  if (platform !== 'linux') return 0;
  for (let round = 0; round < rounds; round++) {
    const pids = marked(mark);
    if (pids.length === 0) return 0;
    pids.forEach(kill);
    // The system takes a moment to remove what was killed.
    await delay(10 * (round + 1));
  }
  return marked(mark).length;
}

function marked(mark: string): number[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && environment(name).includes(mark))
    .map(Number);
}

function environment(pid: string): string {
  try {
    return fs.readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    // It ended meanwhile, or it is another user's.
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
}
