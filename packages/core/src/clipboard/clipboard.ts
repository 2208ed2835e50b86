import type { Host } from '../host/host.js';

/** A call of a program, without the value, which goes through stdin. */
export interface ClipboardCall {
  /** Absolute path of the program. */
  file: string;
  args: readonly string[];
}

/** The programs of one clipboard. */
export interface Clipboard {
  /** The program's name, such as `wl-copy`. */
  program: string;
  /** Copies its stdin. */
  copy: ClipboardCall;
  /** Prints the text that is in the clipboard, exactly. */
  paste: ClipboardCall;
  /** Empties the clipboard; its stdin is empty. */
  clear: ClipboardCall;
  /** What tells history managers to leave a copy out, where the program's `--help` names it. */
  sensitive?: string;
}

export interface TimedCopy {
  host: Host;
  clipboard: Clipboard;
  value: string;
  /** When the clipboard is cleared, in ms. */
  clearAfterMs: number;
  /** A file that holds the id of the latest copy, so that only its process clears. */
  latestFile: string;
  /** The file of the clearing process, for a program that bundles AIM. */
  helperFile: string | undefined;
}

/** The first clipboard that can be reached and whose programs are on PATH; starts nothing. */
export async function findClipboard(
  host: Pick<Host, 'platform' | 'env' | 'cwd'>,
): Promise<Clipboard | undefined> {
  const { chooseClipboard } = await import('./clipboard-programs.js');
  return chooseClipboard(host);
}

/**
 * Copies a value, through stdin, and has a process clear the clipboard after a time, if it holds the
 * value then. That process is started first: what could not be cleared is not copied.
 *
 * @returns whether history managers were told to leave the copy out
 * @throws AimError `clipboard.unavailable` when the program fails or takes longer than 5 s;
 *   `run.failed` when the clearing process does not start
 */
export async function copyForATime(copy: TimedCopy): Promise<{ sensitive: boolean }> {
  const { copyAndClear } = await import('./copy-and-clear.js');
  return copyAndClear(copy);
}
