import type { ChildProcess } from 'node:child_process';
import { systemCode } from '../errors/from-system-error.js';

/** A started program that leads its own process group. */
export type GroupLeader = Pick<ChildProcess, 'pid' | 'kill'>;

/** Sends a signal to the leader's whole group; on Windows, which has no groups, to the leader. */
export function signalGroup(leader: GroupLeader, signal: NodeJS.Signals): void {
  if (leader.pid === undefined) return;
  try {
    if (process.platform === 'win32') leader.kill(signal);
    else process.kill(-leader.pid, signal);
  } catch (error) {
    if (systemCode(error) !== 'ESRCH' && systemCode(error) !== 'EPERM') throw error;
  }
}

const guarded = new Set<GroupLeader>();

/**
 * Kills the leader's group when this process exits, be it by `process.exit` or by an uncaught
 * error. A signal that this process does not handle ends it without that.
 *
 * @returns a function that takes the guard away
 */
export function killOnExit(leader: GroupLeader): () => void {
  // One listener for all groups: Node warns of a leak at more than ten.
  if (guarded.size === 0) process.on('exit', killGuarded);
  guarded.add(leader);
  return () => {
    guarded.delete(leader);
    if (guarded.size === 0) process.off('exit', killGuarded);
  };
}

function killGuarded(): void {
  for (const leader of guarded) signalGroup(leader, 'SIGKILL');
}
