import * as fs from 'node:fs';
import type { Host } from '../host/host.js';
import { listProcesses } from './list-processes.js';

export interface Ancestor {
  pid: number;
  /** The program's own name: on Linux at most 15 bytes, and what the process calls itself. */
  name: string;
  /** Empty when it may not be read. */
  argv: readonly string[];
}

export interface Ancestry {
  /** The parent first. */
  ancestors: Ancestor[];
  /** False when the chain broke off before the first process of the system. */
  isWhole: boolean;
}

/** What one process is, and which one started it. */
export interface ProcessFacts extends Ancestor {
  parent: number;
  /** Grows with time; undefined when it is not known. */
  started?: number;
}

type Look = (pid: number) => ProcessFacts | undefined;

/** No chain is longer; also ends one that goes in a circle. */
const maxDepth = 64;

/**
 * The processes that this one descends from. On Linux they are read from `/proc`; elsewhere one program
 * lists all processes, for at most 5 s. Never rejects.
 */
export async function readAncestors(host: Pick<Host, 'platform' | 'env'>): Promise<Ancestry> {
  if (host.platform === 'linux') return chainFrom(process.ppid, readProc);
  const processes = await listProcesses(host);
  return chainFrom(process.ppid, (pid) => processes.get(pid));
}

/** The chain from one process upward. Pure but for `look`. */
export function chainFrom(first: number, look: Look): Ancestry {
  const ancestors: Ancestor[] = [];
  let pid = first;
  let younger = Infinity;
  while (pid > 0 && ancestors.length < maxDepth) {
    const facts = look(pid);
    // A number that was given to a later process: the true parent is gone.
    if (facts === undefined || (facts.started ?? 0) > younger) {
      return { ancestors, isWhole: false };
    }
    ancestors.push({ pid, name: facts.name, argv: facts.argv });
    younger = facts.started ?? younger;
    if (pid === facts.parent) break;
    pid = facts.parent;
  }
  return { ancestors, isWhole: ancestors.length > 0 };
}

function readProc(pid: number): ProcessFacts | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in parentheses and may hold some itself.
    const end = stat.lastIndexOf(')');
    const parent = Number(stat.slice(end + 2).split(' ')[1]);
    return { pid, parent, name: stat.slice(stat.indexOf('(') + 1, end), argv: readArgv(pid) };
  } catch {
    return undefined;
  }
}

function readArgv(pid: number): string[] {
  try {
    const text = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return text.replace(/\0+$/, '').split('\0');
  } catch {
    return [];
  }
}
