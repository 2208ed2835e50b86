import { exitCodes } from '@aim/core';
import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { Readable, Writable } from 'node:stream';

/** The streams of the process and what is known of them. */
export interface Terminal {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  stdinIsTty: boolean;
  stdoutIsTty: boolean;
  stderrIsTty: boolean;
  /** Width of stdout in columns, undefined when it is not a terminal. */
  readonly columns: number | undefined;
  colour: { stdout: boolean; stderr: boolean };
}

/**
 * The real streams. Node makes each when it is first touched, which takes ms: so it is not touched
 * before it is needed. `noColour` is the option `--no-color`.
 */
export function systemTerminal(env: NodeJS.ProcessEnv, noColour: boolean): Terminal {
  const [stdinIsTty, stdoutIsTty, stderrIsTty] = [isatty(0), isatty(1), isatty(2)];
  return {
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return outliveReader(process.stdout);
    },
    get stderr() {
      return outliveReader(process.stderr);
    },
    get columns() {
      return stdoutIsTty ? process.stdout.columns : undefined;
    },
    stdinIsTty,
    stdoutIsTty,
    stderrIsTty,
    colour: {
      stdout: hasColour({ env, noColour, isTty: stdoutIsTty }),
      stderr: hasColour({ env, noColour, isTty: stderrIsTty }),
    },
  };
}

const watched = new Set<Writable>();

/** True when nothing that was written to the real streams is on its way any more. */
export function isAllWritten(): boolean {
  return [...watched].every((stream) => stream.writableLength === 0);
}

/**
 * `aim … | head -1` closes our output: that is no failure, and nobody is left to tell. Output that
 * cannot be written for another reason ends the program: what follows would be lost as well.
 */
function outliveReader(stream: Writable): Writable {
  if (watched.has(stream)) return stream;
  watched.add(stream);
  return stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    writeSync(2, `error: The output cannot be written: ${error.message}\n`);
    process.exit(exitCodes.permission);
  });
}

/** `--no-color` > `NO_COLOR` (not empty) > `FORCE_COLOR` > `TERM=dumb` or no terminal. */
export function hasColour(facts: {
  env: Readonly<Record<string, string | undefined>>;
  noColour: boolean;
  isTty: boolean;
}): boolean {
  const { env, noColour, isTty } = facts;
  if (noColour || env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTty && env['TERM'] !== 'dumb';
}

/** True when the dashboard is to be lines and numbered choices, for a screen reader. */
export function wantsLines(env: Readonly<Record<string, string | undefined>>): boolean {
  return !['', '0', undefined].includes(env['AIM_SCREEN_READER']);
}

/**
 * True when a dashboard can be drawn: a terminal on both ends that understands cursor codes. The
 * lines of `AIM_SCREEN_READER` need none.
 */
export function canDraw(terminal: Terminal, env: NodeJS.ProcessEnv): boolean {
  const isTerminal = terminal.stdinIsTty && terminal.stdoutIsTty;
  return isTerminal && !env['CI'] && (env['TERM'] !== 'dumb' || wantsLines(env));
}
