import type { Subprocess } from 'execa';
import type { Readable } from 'node:stream';
import { createByteRedactor } from '../redact/redact-bytes.js';
import { killOnExit, signalGroup } from './process-group.js';
import { startError } from './start-error.js';
import { createTailBuffer } from './tail-buffer.js';
import { windowsLaunch, type Launch } from './windows-launch.js';

export interface CapturedRun {
  /** Absolute path of the program. */
  file: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  cwd: string;
  /** What the program reads; its stdin is closed after it in any case. */
  input?: string;
  /** The whole run, in ms; at most 2^31 - 1, some 24 days, and so much where it is more. */
  deadlineMs: number;
  /** Until the program prints its first byte, in ms; no limit unless told. */
  startMs?: number;
  /** Between two bytes of its output, in ms; no limit unless told. */
  idleMs?: number;
  /** The run is ended when this fires: it is asked to, and 2 s later made to. */
  signal?: AbortSignal;
  /** The run is ended at once when this fires, whatever was asked before. */
  kill?: AbortSignal;
  /** Secrets, which are masked in both outputs before anything of these is left out. */
  values?: readonly string[];
  /** The most that is kept of each of stdout and stderr, in bytes: first and last half. */
  maxBytes?: number;
  /** Gets stdout as it comes, masked as the result is. */
  onStdout?: (chunk: Buffer) => void;
}

export interface CapturedResult {
  /** Null when the program died of a signal. */
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** True when the middle of an output was dropped for its size. */
  truncated: boolean;
  endedBy: 'itself' | 'deadline' | 'start' | 'idle' | 'output' | 'abort';
}

/** SIGTERM, and after this many ms SIGKILL, to the whole process group. */
const graceMs = 2000;
/** How long a grandchild that holds the output open is listened to after the exit, in ms. */
const drainMs = 500;
const defaultMaxBytes = 10 * 1024 * 1024;
/** A program that prints more than this, in bytes, is ended: it will not stop by itself. */
const endAfterBytes = 100_000_000;
/** A timer of more ms fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Runs a program with a closed stdin, a deadline and bounded output (it is ended after 100 MB), and
 * leaves none of its process group behind, also when this process exits in mid-run. Ends when the program exits, even
 * if a grandchild keeps its output open. A non-zero exit is a result, not an error.
 *
 * @throws AimError `run.not_found`, `run.not_executable`, `run.failed`
 */
export async function runCaptured(run: CapturedRun): Promise<CapturedResult> {
  const { child } = await start(run);
  const guard = guardRun(child, run);
  const stdout = collect(child.stdout, run, { heard: guard.heard, pass: run.onStdout });
  const stderr = collect(child.stderr, run, { heard: guard.heard });
  try {
    const { exitCode, signal } = await exited(child, run.file);
    const endedBy = guard.endedBy();
    signalGroup(child, 'SIGKILL');
    await Promise.all([stdout.drain(), stderr.drain()]);
    return {
      exitCode,
      signal,
      stdout: stdout.text(),
      stderr: stderr.text(),
      truncated: stdout.truncated() || stderr.truncated(),
      endedBy,
    };
  } finally {
    guard.release();
  }
}

// Wrapped in an object: execa's child is a promise too, and `await` would wait for its end.
async function start(run: CapturedRun): Promise<{ child: Subprocess }> {
  const { execa } = await import('execa');
  const { file, args, verbatim }: Launch =
    process.platform === 'win32' ? windowsLaunch(run.file, run.args, run) : run;
  const child = execa(file, args, {
    env: run.env,
    extendEnv: false,
    cwd: run.cwd,
    windowsVerbatimArguments: verbatim === true,
    ...(run.input === undefined ? { stdin: 'ignore' as const } : { input: run.input }),
    buffer: false,
    reject: false,
    // Its own process group, so that the whole tree can be ended.
    detached: process.platform !== 'win32',
    // Does nothing for a group; `killOnExit` does it.
    cleanup: false,
    windowsHide: true,
  });
  // The outcome is taken from the 'exit' event; this promise waits for the pipes as well.
  child.catch(() => undefined);
  return { child: child as unknown as Subprocess };
}

function exited(
  child: Subprocess,
  file: string,
): Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(startError(file, error)));
    child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }));
  });
}

function guardRun(child: Subprocess, run: CapturedRun) {
  let endedBy: CapturedResult['endedBy'] = 'itself';
  let grace: NodeJS.Timeout | undefined;
  const end = (reason: Exclude<CapturedResult['endedBy'], 'itself'>) => {
    if (endedBy !== 'itself') return;
    endedBy = reason;
    signalGroup(child, 'SIGTERM');
    grace = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
  };
  const abort = () => end('abort');
  const kill = () => {
    if (endedBy === 'itself') endedBy = 'abort';
    signalGroup(child, 'SIGKILL');
  };
  const deadline = timerOf(run.deadlineMs, () => end('deadline'));
  let silence = timerOf(run.startMs, () => end('start'));
  let bytes = 0;
  const heard = (more: number) => {
    bytes += more;
    if (bytes > endAfterBytes) end('output');
    clearTimeout(silence);
    silence = timerOf(run.idleMs, () => end('idle'));
  };
  const unguard = killOnExit(child);
  if (run.kill?.aborted === true) kill();
  else if (run.signal?.aborted === true) abort();
  run.signal?.addEventListener('abort', abort, { once: true });
  run.kill?.addEventListener('abort', kill, { once: true });
  return {
    endedBy: () => endedBy,
    heard,
    release: () => {
      clearTimeout(deadline);
      clearTimeout(silence);
      clearTimeout(grace);
      run.signal?.removeEventListener('abort', abort);
      run.kill?.removeEventListener('abort', kill);
      unguard();
    },
  };
}

function timerOf(ms: number | undefined, fire: () => void): NodeJS.Timeout | undefined {
  return ms === undefined ? undefined : setTimeout(fire, Math.min(ms, longestTimerMs));
}

function collect(
  stream: Readable | null,
  { maxBytes = defaultMaxBytes, values = [] }: CapturedRun,
  { heard, pass }: { heard: (bytes: number) => void; pass?: CapturedRun['onStdout'] },
) {
  const buffer = createTailBuffer(maxBytes);
  const redactor = createByteRedactor(values);
  const keep = (masked: Buffer) => {
    buffer.push(masked);
    if (masked.length > 0) pass?.(masked);
  };
  stream?.on('data', (chunk: Buffer) => {
    heard(chunk.length);
    keep(redactor.push(chunk));
  });
  return {
    truncated: buffer.truncated,
    text: buffer.text,
    drain: async () => {
      await drain(stream);
      keep(redactor.end());
    },
  };
}

/** Waits for the end of the output, but no longer than `drainMs`: then it is cut. */
function drain(stream: Readable | null): Promise<void> {
  if (stream === null || stream.closed) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => stream.destroy(), drainMs);
    stream.once('error', () => undefined);
    stream.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
