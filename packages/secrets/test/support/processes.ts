import * as fs from 'node:fs';

/** The command lines of all processes of this machine that match, except this one's. */
export function commandLinesWith(pattern: RegExp): string[] {
  const pids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids
    .filter((pid) => pid !== String(process.pid))
    .map(commandLine)
    .filter((line) => pattern.test(line));
}

function commandLine(pid: string): string {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** The process of that parent with this word in its command line, once it is in this state. */
export function processWith(word: string, parent: number, state: string): number | undefined {
  const pids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = pids.find(
    (pid) => commandLine(pid).includes(word) && isChildIn(pid, parent, state),
  );
  return found === undefined ? undefined : Number(found);
}

function isChildIn(pid: string, parent: number, state: string): boolean {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command in parentheses may hold spaces: what follows it is the state and the parent.
    const [found, ppid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return found === state && Number(ppid) === parent;
  } catch {
    return false;
  }
}
