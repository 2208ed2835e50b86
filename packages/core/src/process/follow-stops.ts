import * as fs from 'node:fs';

export interface StopsOptions {
  /** The process that is followed, once it is there. */
  child: () => number | undefined;
  send: (signal: NodeJS.Signals) => void;
  /** True when a terminal stops and continues the child by itself. */
  hasTerminal: boolean;
}

/** How long a child may take to clean up before it stops, in ms. */
const patienceMs = 5000;
const intervalMs = 10;
/** On Linux, the only system whose `/proc` is read. */
const sigtstp = 20;

/**
 * Stops this process when the child has stopped after SIGTSTP, so that a shell takes the terminal
 * back only when the child has put it in order, and continues the child on SIGCONT. A child that
 * ignores SIGTSTP goes on, and so does this process. Where the state of a process cannot be read
 * (no `/proc`), this process stops after one interval.
 */
export function followStops({ child, send, hasTerminal }: StopsOptions): { stop: () => void } {
  let timer: NodeJS.Timeout | undefined;

  const follow = (sinceMs: number) => {
    const state = stateOf(child());
    if (state === 'stopped' || (state === 'unreadable' && sinceMs > 0)) {
      process.kill(process.pid, 'SIGSTOP');
    } else if (state !== 'gone' && sinceMs < patienceMs) {
      timer = setTimeout(() => follow(sinceMs + intervalMs), intervalMs);
    }
  };
  const onStop = () => {
    clearTimeout(timer);
    if (!hasTerminal) send(takesNotice(child()) ? 'SIGTSTP' : 'SIGSTOP');
    follow(0);
  };
  const onContinue = () => {
    clearTimeout(timer);
    // A terminal's shell continues the whole job; a second SIGCONT would be one too many.
    if (stateOf(child()) !== 'running') send('SIGCONT');
  };

  process.on('SIGTSTP', onStop);
  process.on('SIGCONT', onContinue);
  return {
    stop: () => {
      clearTimeout(timer);
      process.off('SIGTSTP', onStop);
      process.off('SIGCONT', onContinue);
    },
  };
}

/**
 * True when the process catches or ignores SIGTSTP. By itself it has no effect on a process of a
 * session of its own (POSIX: an orphaned process group), where SIGSTOP has to take its place.
 */
function takesNotice(pid: number | undefined): boolean {
  const status = readProc(pid, 'status') ?? '';
  const masks = [...status.matchAll(/^Sig(?:Cgt|Ign):\s*([0-9a-f]+)$/gm)];
  return masks.some(([, mask]) => ((BigInt(`0x${mask}`) >> BigInt(sigtstp - 1)) & 1n) === 1n);
}

function stateOf(pid: number | undefined): 'running' | 'stopped' | 'gone' | 'unreadable' {
  if (pid === undefined) return 'gone';
  const stat = readProc(pid, 'stat');
  if (stat === undefined)
    return readProc(process.pid, 'stat') === undefined ? 'unreadable' : 'gone';
  // The name, in brackets, may hold anything.
  return stat.charAt(stat.lastIndexOf(')') + 2) === 'T' ? 'stopped' : 'running';
}

function readProc(pid: number | undefined, file: string): string | undefined {
  try {
    return fs.readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return undefined;
  }
}
