import { createHmac, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { systemCode } from '../errors/from-system-error.js';
import { startDetached } from '../process/start-detached.js';
import type { TimedCopy } from './clipboard.js';
import { clipboardEnvironment } from './clipboard-programs.js';

/** How long the process may take until it waits, in ms. */
const startDeadlineMs = 10_000;

/**
 * Starts a process that clears the clipboard after a time, if it holds the value then. It gets no
 * value: only a keyed digest of it (HMAC-SHA256, a random key of 32 bytes), through its stdin. It goes
 * on after this process and its terminal; SIGTERM ends it.
 *
 * @param id - names this copy: if the file holds another one then, a later copy has its own process
 * @returns a function that ends it before its time
 * @throws AimError as `startDetached`
 */
export async function clearLater(copy: TimedCopy, id: string): Promise<() => void> {
  const { host, clipboard, value, clearAfterMs, latestFile, helperFile = ownHelperFile() } = copy;
  const key = randomBytes(32);
  const request = {
    afterMs: clearAfterMs,
    latestFile,
    id,
    key: key.toString('hex'),
    digest: createHmac('sha256', key).update(value).digest('hex'),
    paste: clipboard.paste,
    clear: clipboard.clear,
  };
  const pid = await startDetached({
    file: process.execPath,
    args: [helperFile],
    env: clipboardEnvironment(host),
    cwd: host.platform === 'win32' ? host.tmp : '/',
    input: `${JSON.stringify(request)}\n`,
    ready: 'output',
    deadlineMs: startDeadlineMs,
  });
  return () => end(pid);
}

function end(pid: number): void {
  try {
    process.kill(pid);
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error;
  }
}

function ownHelperFile(): string {
  return fileURLToPath(new URL('../../helper/clear-clipboard.mjs', import.meta.url));
}
