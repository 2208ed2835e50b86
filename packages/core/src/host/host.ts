import { homedir, tmpdir, userInfo } from 'node:os';
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
  /** An absolute path: HOME, else what the system has for the user. */
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
    home: homeFolder(),
    tmp: tmpdir(),
    uid: process.geteuid?.(),
    now: () => new Date(),
  };
}

// Below an empty or relative HOME, what AIM keeps would lie in each working directory.
function homeFolder(): string {
  const told = process.env['HOME'];
  if (told !== undefined && isAbsolute(told)) return told;
  return process.platform === 'win32' ? homedir() : userInfo().homedir;
}

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    const told = process.env['PWD'];
    return told !== undefined && isAbsolute(told) ? told : '/';
  }
}
