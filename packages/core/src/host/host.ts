import { homedir, tmpdir } from 'node:os';
import { isAbsolute } from 'node:path';

/** The facts of the process and machine that AIM depends on. Data, so that a test can hand in its own. */
export interface Host {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  /**
   * The working directory. Where that was removed, the path that it had as PWD tells it, else the
   * root: what is looked for there is simply not found.
   */
  cwd: string;
  home: string;
  tmp: string;
  /** Effective user id; undefined on Windows. */
  uid: number | undefined;
  now: () => Date;
}

/** The real machine. Called once, in a composition root. */
export function systemHost(): Host {
  return {
    platform: process.platform,
    env: process.env,
    cwd: workingDirectory(),
    home: process.env['HOME'] || homedir(),
    tmp: tmpdir(),
    uid: process.geteuid?.(),
    now: () => new Date(),
  };
}

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    const told = process.env['PWD'];
    return told !== undefined && isAbsolute(told) ? told : '/';
  }
}
