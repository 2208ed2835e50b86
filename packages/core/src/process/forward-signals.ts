import type { ChildProcess } from 'node:child_process';
import { systemCode } from '../errors/from-system-error.js';
import { followStops } from './follow-stops.js';

export interface Forwarding {
  /** Names the receiver; signals that came before are sent now. */
  to: (child: ChildProcess) => void;
  send: (signal: NodeJS.Signals) => void;
  stop: () => void;
}

/** With a terminal these reach the child from there; a second one could mean something else. */
const terminalSignals = ['SIGINT', 'SIGQUIT', 'SIGBREAK', 'SIGWINCH'] as const;
// Left to Node, USR1 opens its debugger on a process that holds secrets, and USR2 ends it alone.
const otherSignals = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const;

/**
 * Hands the signals that reach this process to a child, or to the child's whole group. Of those
 * that a terminal sends to both, this process only has to outlive them. Ctrl+z stops this process
 * once the child has stopped, and not at all when the child goes on.
 */
export function forwardSignals(to: { hasTerminal: boolean; toGroup: boolean }): Forwarding {
  let receiver: number | undefined;
  const waiting: NodeJS.Signals[] = [];
  const send = (signal: NodeJS.Signals) => {
    if (receiver === undefined) waiting.push(signal);
    else sendSignal(to.toGroup ? -receiver : receiver, signal);
  };
  const handlers = new Map<NodeJS.Signals, (signal: NodeJS.Signals) => void>();
  for (const signal of terminalSignals) handlers.set(signal, to.hasTerminal ? outlive : send);
  for (const signal of otherSignals) handlers.set(signal, send);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  const stops = followStops({ child: () => receiver, send, hasTerminal: to.hasTerminal });
  return {
    to: (child) => {
      receiver = child.pid;
      if (receiver !== undefined) waiting.splice(0).forEach(send);
    },
    send,
    stop: () => {
      stops.stop();
      for (const [signal, handler] of handlers) process.off(signal, handler);
    },
  };
}

function outlive(): void {
  // The listener alone keeps Node from ending the process.
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error;
  }
}
