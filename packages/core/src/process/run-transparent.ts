import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable, Transform, Writable } from 'node:stream';
import { forwardSignals } from './forward-signals.js';
import { startError } from './start-error.js';
import { windowsLaunch } from './windows-launch.js';

export interface TransparentRun {
  /** Absolute path of the program. */
  file: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  cwd?: string;
  /** True when a terminal is attached: it then signals the child itself. */
  hasTerminal: boolean;
  /** Filters for output that is not passed on as it is. */
  filter?: { stdout?: OutputFilter; stderr?: OutputFilter };
}

export interface OutputFilter {
  through: Transform;
  to: Writable;
}

/** How the child ended: `128 + n` when it died of signal n, else its own code. */
export interface TransparentResult {
  exitCode: number;
  signal: NodeJS.Signals | null;
}

/** How long a grandchild that holds the output open is listened to after the child's exit, in ms. */
const drainMs = 500;

/**
 * Runs a program as if AIM were not there: inherited stdio (but for filtered output), no shell,
 * signals passed on, stopped and continued with it. Without a terminal the child leads its own
 * process group and signals go to the whole group.
 *
 * @throws AimError `run.not_found`, `run.not_executable`, `run.failed`
 */
export async function runTransparent(run: TransparentRun): Promise<TransparentResult> {
  const ownGroup = !run.hasTerminal && process.platform !== 'win32';
  // Before the start: a signal that comes in between must not end AIM alone.
  const forwarding = forwardSignals({ hasTerminal: run.hasTerminal, toGroup: ownGroup });
  try {
    const child = start(run, ownGroup);
    forwarding.to(child);
    const breakPipe = () => forwarding.send('SIGPIPE');
    const outputs = [
      connect(child.stdout, run.filter?.stdout, breakPipe),
      connect(child.stderr, run.filter?.stderr, breakPipe),
    ];
    const { code, signal } = await ended(child, run.file);
    await drained(child, outputs);
    const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
    return { exitCode, signal };
  } finally {
    forwarding.stop();
  }
}

function start(run: TransparentRun, ownGroup: boolean): ChildProcess {
  const stdio: StdioOptions = [
    'inherit',
    run.filter?.stdout === undefined ? 'inherit' : 'pipe',
    run.filter?.stderr === undefined ? 'inherit' : 'pipe',
  ];
  const { env, cwd } = run;
  const { file, args, verbatim } =
    process.platform === 'win32'
      ? windowsLaunch(run.file, run.args, { env, cwd: cwd ?? process.cwd() })
      : { ...run, verbatim: false };
  try {
    return spawn(file, args, {
      env,
      cwd,
      stdio,
      detached: ownGroup,
      windowsHide: true,
      windowsVerbatimArguments: verbatim === true,
    });
  } catch (error) {
    throw startError(file, error);
  }
}

function ended(
  child: ChildProcess,
  file: string,
): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(startError(file, error)));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}

/** Resolves when the filtered output has been handed on whole, or its reader has gone. */
function connect(
  source: Readable | null,
  filter: OutputFilter | undefined,
  breakPipe: () => void,
): Promise<void> {
  if (source === null || filter === undefined) return Promise.resolve();
  const { through, to } = filter;
  return new Promise((resolve) => {
    // `| head -1` closes our output. In a shell the program would die of SIGPIPE; closing its pipe,
    // which is a socket pair, would tell it another story.
    to.once('error', () => {
      breakPipe();
      source.destroy();
      resolve();
    });
    through.once('end', () => {
      if (to.writableNeedDrain) to.once('drain', resolve);
      else resolve();
    });
    source.once('close', () => through.end());
    source.pipe(through).pipe(to, { end: false });
  });
}

async function drained(child: ChildProcess, outputs: Promise<void>[]): Promise<void> {
  const sources = [child.stdout, child.stderr].filter((stream) => stream !== null);
  if (sources.length === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const giveUp = () => sources.forEach((source) => source.destroy());
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, drainMs);
  };
  for (const source of sources) source.on('data', restart);
  restart();
  await Promise.all(outputs);
  clearTimeout(timer);
}
