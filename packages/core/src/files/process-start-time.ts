import * as fs from 'node:fs';

/**
 * When a process began, in the kernel's own ticks, or null where that cannot be read (not Linux,
 * or no such process). Only good for comparing two answers for one pid.
 */
export function processStartTime(pid: number): string | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the command in parentheses and may hold spaces: count from its end.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
