import { spawn, type ChildProcess } from 'node:child_process';
import { basename } from 'node:path';
import { AimError } from '../errors/aim-error.js';
import { startError } from './start-error.js';

export interface DetachedStart {
  /** Absolute path of the program. */
  file: string;
  args: readonly string[];
  /** All of its environment. */
  env: Readonly<Record<string, string>>;
  cwd: string;
  /** What it reads; its stdin is closed after it. */
  input: string | Buffer;
  /**
   * What says that it has come to its work: the first byte of its output, or the end with 0 of a
   * program that leaves another behind.
   */
  ready: 'output' | 'exit';
  /** How long it may take until then, in ms. */
  deadlineMs: number;
}

/**
 * Starts a program that goes on after this process and after its terminal: it leads a session of its
 * own and holds no stream of ours. Answers its pid when it is ready.
 *
 * @throws AimError `run.not_found`, `run.not_executable`; `run.failed` when it ends or lets the time
 *   pass before it is ready, and then it is killed
 */
export async function startDetached(start: DetachedStart): Promise<number> {
  const child = spawn(start.file, start.args, {
    env: start.env,
    cwd: start.cwd,
    detached: true,
    windowsHide: true,
    // A program that leaves another behind would leave it our pipe.
    stdio: ['pipe', start.ready === 'output' ? 'pipe' : 'ignore', 'ignore'],
  });
  // Its end tells more than a pipe that broke.
  child.stdin?.on('error', () => undefined).end(start.input);
  try {
    await comeToWork(child, start);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    child.stdin?.destroy();
    child.stdout?.destroy();
    child.unref();
  }
  return child.pid as number;
}

function comeToWork(
  child: ChildProcess,
  { file, ready, deadlineMs }: DetachedStart,
): Promise<void> {
  const notReady = (reason: string) =>
    new AimError('run.failed', `${basename(file)} ${reason} before it was ready`);
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(notReady(`took ${deadlineMs} ms`)), deadlineMs);
    const settle = (error?: AimError) => {
      clearTimeout(timer);
      if (error === undefined) resolve();
      else reject(error);
    };
    child.once('error', (error) => settle(startError(file, error)));
    child.once('exit', (code, signal) => {
      const isReady = ready === 'exit' && code === 0;
      settle(isReady ? undefined : notReady(`ended with ${signal ?? `code ${code}`}`));
    });
    child.stdout?.once('data', () => settle());
  });
}
