import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { AimError } from '../errors/aim-error.js';
import { writeFileAtomic } from '../files/atomic-write.js';
import { runCaptured } from '../process/run-captured.js';
import { startDetached } from '../process/start-detached.js';
import { clearLater } from './clear-later.js';
import type { TimedCopy } from './clipboard.js';
import { clipboardEnvironment } from './clipboard-programs.js';

/** How long a program of the clipboard may take, in ms. */
const deadlineMs = 5000;

/** See `copyForATime`. */
export async function copyAndClear(request: TimedCopy): Promise<{ sensitive: boolean }> {
  const { latestFile } = request;
  const sensitive = await knowsSensitive(request);
  const id = randomUUID();
  const cancel = await clearLater(request, id);
  try {
    writeFileAtomic(latestFile, id);
    await copy(request, sensitive);
  } catch (error) {
    cancel();
    // So that an earlier copy is not taken for one that this replaced.
    rmSync(latestFile, { force: true });
    throw error;
  }
  return { sensitive };
}

async function copy({ host, clipboard, value }: TimedCopy, sensitive: boolean): Promise<void> {
  const { program, copy: call, sensitive: word } = clipboard;
  try {
    await startDetached({
      file: call.file,
      args: [...call.args, ...(sensitive && word !== undefined ? [word] : [])],
      env: clipboardEnvironment(host),
      cwd: host.tmp,
      input: value,
      // It leaves a process behind that owns the clipboard, and which must live as long as that.
      ready: 'exit',
      deadlineMs,
    });
  } catch (cause) {
    throw new AimError('clipboard.unavailable', `${program} could not copy to the clipboard`, {
      hint: `See what it says: echo test | ${program}`,
      cause,
    });
  }
}

/** An older program takes the option for an error. */
async function knowsSensitive({ host, clipboard }: TimedCopy): Promise<boolean> {
  const { copy: call, sensitive } = clipboard;
  if (sensitive === undefined) return false;
  const { stdout, stderr } = await runCaptured({
    file: call.file,
    args: ['--help'],
    env: clipboardEnvironment(host),
    cwd: host.tmp,
    deadlineMs,
  });
  return `${stdout}\n${stderr}`.includes(sensitive);
}
