import { systemCode } from '@aim/core';
import { spawn, type ChildProcess } from 'node:child_process';

export interface BoundedRun {
  file: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  cwd: string;
  /** Written to stdin, which then stays open: a program must not read it to its end. */
  input: string;
  /** Called before the input is sent. */
  started?: (pid: number) => void;
  /** After this many ms the process is killed, without a grace that a silent bus would use up. */
  deadlineMs: number;
}

export interface BoundedResult {
  stdout: string;
  stderr: string;
  /** How it ended, in words; `deadline` when it had to be killed. */
  end: string;
}

/**
 * Runs a program that may hang. It and its process group are gone when this returns. When this
 * process is killed first, the program is told so by the end of its stdin, and by nothing else.
 */
export async function runBounded(run: BoundedRun): Promise<BoundedResult> {
  const child = spawn(run.file, run.args, {
    env: run.env,
    cwd: run.cwd,
    stdio: 'pipe',
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    killChild(child);
  }, run.deadlineMs);
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  child.once('exit', () => killChild(child));
  if (child.pid !== undefined) run.started?.(child.pid);
  // A program that ends before it has read everything breaks the pipe; its answer tells more.
  child.stdin.on('error', () => undefined).write(run.input);
  const end = await ended(child);
  clearTimeout(timer);
  return { stdout: stdout(), stderr: stderr(), end: isLate ? 'deadline' : end };
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(systemCode(error) ?? error.message));
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

function killChild(child: ChildProcess): void {
  if (child.pid !== undefined) killGroup(child.pid);
}

/** Kills a program that `runBounded` started, and what it started; nothing when it is gone. */
export function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch (error) {
    if (systemCode(error) !== 'ESRCH' && systemCode(error) !== 'EPERM') throw error;
  }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
