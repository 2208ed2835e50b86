import * as fs from 'node:fs';
import { win32 } from 'node:path';
import { AimError } from '../errors/aim-error.js';
import { resolveCommand } from './resolve-command.js';

/** What is handed to `spawn`. */
export interface Launch {
  file: string;
  args: readonly string[];
  /** True when the arguments are a command line already, which Node must not quote again. */
  verbatim?: true;
}

export interface WindowsSystem {
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  files?: BatchFiles;
}

/** What is asked of the file system. */
export interface BatchFiles {
  /** Undefined when there is no such file. */
  read: (file: string) => string | undefined;
  exists: (file: string) => boolean;
}

/**
 * How Windows starts a program: an `.exe` as it is, a script of npm's as `node SCRIPT`, so that no
 * argument passes through `cmd.exe`, and any other `.cmd` or `.bat` through `cmd.exe`, with every
 * argument escaped for both of its readings. Node refuses to start a batch file by itself
 * (CVE-2024-27980).
 *
 * @throws AimError `run.failed` for an argument with a line break, which no batch file can be given
 */
export function windowsLaunch(
  file: string,
  args: readonly string[],
  system: WindowsSystem,
): Launch {
  if (!/\.(?:cmd|bat)$/i.test(file)) return { file, args };
  const { env, files = systemFiles } = system;
  const script = npmScript(files.read(file) ?? '');
  const node = script && nodeFor(file, { ...system, files });
  if (script !== undefined && node !== undefined) {
    const path = win32.join(win32.dirname(file), script.path);
    return { file: node, args: [...script.flags, path, ...args] };
  }
  if (args.some((arg) => /[\r\n]/.test(arg))) {
    throw new AimError(
      'run.failed',
      `Cannot start ${file}: a batch file takes no argument with a line break`,
      { hint: 'Hand it over in a file or on stdin' },
    );
  }
  const line = [
    escapeOnce(quoted(file)),
    ...args.map((arg) => escapeOnce(escapeOnce(quoted(arg)))),
  ];
  return {
    file: env['ComSpec'] ?? env['COMSPEC'] ?? 'cmd.exe',
    args: ['/d', '/s', '/c', `"${line.join(' ')}"`],
    verbatim: true,
  };
}

/** What the batch file runs that npm makes for each program of a package (`cmd-shim`). */
function npmScript(text: string): { flags: string[]; path: string } | undefined {
  if (!/SET "_prog=node"/.test(text)) return undefined;
  const [, flags = '', path] = /"%_prog%" +([^"%\r\n]*)"%dp0%\\([^"%\r\n]+)" +%\*/.exec(text) ?? [];
  if (path === undefined) return undefined;
  return { flags: flags.split(' ').filter(Boolean), path };
}

/** Beside the batch file, else along PATH. */
function nodeFor(
  file: string,
  { env, cwd, files }: WindowsSystem & { files: BatchFiles },
): string | undefined {
  const beside = win32.join(win32.dirname(file), 'node.exe');
  if (files.exists(beside)) return beside;
  const onPath = resolveCommand('node', { platform: 'win32', env, cwd });
  return onPath.kind === 'found' ? onPath.path : undefined;
}

/** As a C program on Windows reads one argument: backslashes count only before a quote. */
function quoted(arg: string): string {
  return `"${arg.replace(/(\\*)("|$)/g, (_all, slashes: string, quote: string) => slashes + slashes + (quote && `\\${quote}`))}"`;
}

/** What `cmd.exe` would act on; it takes each character after a caret as it is. */
function escapeOnce(text: string): string {
  return text.replace(/[()\][%!^"`<>&|;, *?]/g, '^$&');
}

const systemFiles: BatchFiles = {
  read: (file) => {
    try {
      return fs.readFileSync(file, 'utf8');
    } catch {
      return undefined;
    }
  },
  exists: fs.existsSync,
};
