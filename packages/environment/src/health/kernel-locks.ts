import * as fs from 'node:fs';
import { targetOf } from './look-at-files.js';

/** What the Linux kernel tells of locked files, by `MAJOR:MINOR:INODE`; nothing on other systems. */
export type KernelLocks = ReadonlyMap<string, number | null>;

/** Reads `/proc/locks` (proc_locks(5)). Starts nothing, and touches no lock. */
export function kernelLocks(): KernelLocks {
  const held = new Map<string, number | null>();
  const text = tableText();
  for (const line of text.split('\n')) {
    // `1: FLOCK  ADVISORY  WRITE 707 00:13:28579 0 EOF`; a waiting one has `->` after its number.
    const [, pid, place] =
      /^\d+: (?:FLOCK|POSIX|OFDLCK)\s+\S+\s+\S+\s+(-?\d+) ([0-9a-f]+:[0-9a-f]+:\d+) /.exec(line) ??
      [];
    if (place !== undefined) held.set(place, Number(pid) > 0 ? Number(pid) : null);
  }
  return held;
}

/** Who holds a lock on a file: a process, null for one that cannot be seen, undefined for nobody. */
export function holderOf(path: string, locks: KernelLocks): number | null | undefined {
  const stat = targetOf(path);
  return stat === undefined ? undefined : locks.get(placeOf(stat));
}

function tableText(): string {
  try {
    return fs.readFileSync('/proc/locks', 'utf8');
  } catch {
    return '';
  }
}

function placeOf({ dev, ino }: fs.Stats): string {
  const major = Math.floor(dev / 256) & 0xfff;
  const minor = (dev & 0xff) | (Math.floor(dev / 4096) & 0xfff00);
  const hex = (part: number) => part.toString(16).padStart(2, '0');
  return `${hex(major)}:${hex(minor)}:${ino}`;
}
