import { readdirSync, readFileSync } from 'node:fs';

export interface SeenProcess {
  pid: number;
  cmdline: string;
  environ: string;
}

/** The running processes whose command line and environment hold both texts, as `/proc` shows them. */
export function findProcesses(inCommand: string, inEnvironment: string): SeenProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      pid: Number(name),
      cmdline: read(`/proc/${name}/cmdline`),
      environ: read(`/proc/${name}/environ`),
    }))
    .filter(
      ({ cmdline, environ }) => cmdline.includes(inCommand) && environ.includes(inEnvironment),
    );
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

/** Waits until it is true, for at most 15 s. */
export async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; !isTrue(); tries++) {
    if (tries === 600) throw new Error('It never came true');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
