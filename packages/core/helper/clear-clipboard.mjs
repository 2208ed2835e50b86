// @ts-check
/**
 * Waits, and then empties the clipboard if it still holds what AIM copied. It has no value: it
 * compares keyed digests. It gets one line of JSON on stdin and says `ready` on stdout when it waits.
 *
 * @typedef {{ file: string, args: string[] }} Call
 * @typedef {{ afterMs: number, latestFile: string, id: string, key: string, digest: string,
 *   paste: Call, clear: Call }} Request
 */
import { spawn } from 'node:child_process';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { text } from 'node:stream/consumers';

/** How long a program of the clipboard may take, in ms. */
const deadlineMs = 5000;

// Node would open a debugger to whoever sends this.
process.on('SIGUSR1', () => undefined);
/** @type {Request} */
const { afterMs, latestFile, id, key, digest, paste, clear } = JSON.parse(
  await text(process.stdin),
);
// Nobody listens after that.
process.stdout.on('error', () => undefined).write('ready\n');
setTimeout(clearOurs, afterMs);

async function clearOurs() {
  const latest = latestCopy();
  // A later copy has its own process, and its own time.
  if (latest !== undefined && latest !== id) return;
  const isOurs = timingSafeEqual(await digestOfClipboard(), Buffer.from(digest, 'hex'));
  if (isOurs) await call(clear);
  if (latestCopy() === id) rmSync(latestFile, { force: true });
}

function latestCopy() {
  try {
    return readFileSync(latestFile, 'utf8');
  } catch {
    return undefined;
  }
}

/** No digest of ours when it cannot be read: then nothing is cleared. */
async function digestOfClipboard() {
  const hmac = createHmac('sha256', Buffer.from(key, 'hex'));
  const reader = await call(paste, (chunk) => hmac.update(chunk));
  return reader === 0 ? hmac.digest() : createHmac('sha256', 'unreadable').digest();
}

/**
 * @param {Call} program
 * @param {(chunk: Buffer) => void} [read] - hears its output
 * @returns {Promise<number | null>} its exit code, null when it could not be started or was ended
 */
function call({ file, args }, read) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      // An owner of the clipboard that stays behind must not go with this process.
      detached: true,
      windowsHide: true,
      stdio: ['ignore', read === undefined ? 'ignore' : 'pipe', 'ignore'],
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
    const end = (/** @type {number | null} */ code) => {
      clearTimeout(timer);
      resolve(code);
    };
    child.stdout?.on('data', (chunk) => read?.(chunk));
    child.once('error', () => end(null));
    // The end of its output, too, where there is one.
    child.once('close', (code) => end(code));
  });
}
