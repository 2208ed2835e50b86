import { isWithin, listProcesses, type Host } from '@aim/core';
import * as fs from 'node:fs';
import { isAbsolute } from 'node:path';
import { realPathOrNone } from '../owners/read-metadata.js';

/** A process that runs a program of a package. */
export interface Session {
  pid: number;
  program: string;
}

/** Words of a command line that may name the program: an interpreter has its script among them. */
const words = 4;

/**
 * The processes of this machine whose program, or script, lies in one of these folders. Of other
 * users those whose command line may be read. Starts `ps`, but not on Linux.
 *
 * @param folders - real paths
 */
export async function runningSessions(
  folders: readonly string[],
  host: Pick<Host, 'platform' | 'env'>,
): Promise<Session[]> {
  if (folders.length === 0) return [];
  const isInside = (path: string | undefined) =>
    path !== undefined && folders.some((folder) => isWithin(path, folder));
  const processes = host.platform === 'linux' ? fromProc() : await fromList(host);
  return processes.flatMap(({ pid, exe, argv }) => {
    if (pid === process.pid) return [];
    const paths = [exe, ...argv.slice(0, words).filter(isAbsolute).map(realPathOrNone)];
    const program = paths.find(isInside);
    return program === undefined ? [] : [{ pid, program }];
  });
}

interface Running {
  pid: number;
  exe: string | undefined;
  argv: readonly string[];
}

function fromProc(): Running[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      pid: Number(name),
      exe: read(() => fs.readlinkSync(`/proc/${name}/exe`)),
      argv: read(() => fs.readFileSync(`/proc/${name}/cmdline`, 'latin1'))?.split('\0') ?? [],
    }));
}

async function fromList(host: Pick<Host, 'platform' | 'env'>): Promise<Running[]> {
  const processes = await listProcesses(host);
  return [...processes.values()].map(({ pid, argv }) => ({ pid, exe: argv[0], argv }));
}

function read(look: () => string): string | undefined {
  try {
    return look();
  } catch {
    // It ended meanwhile, or it is another user's.
    return undefined;
  }
}
