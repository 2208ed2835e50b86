import { spawn, spawnSync } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

export interface XServer {
  /** For `DISPLAY`. */
  display: string;
  /** What is in the clipboard; undefined when nobody owns it. */
  clipboard: () => string | undefined;
  copy: (value: string) => void;
  close: () => void;
}

/** An X server without a screen, on a display number of its own. Needs Xvfb and xclip. */
export async function startXServer(): Promise<XServer> {
  // Left to choose for themselves, two servers that start at once can take the same number.
  const own = 100 + (process.pid % 50_000);
  const server = spawn('Xvfb', [`:${own}`, '-displayfd', '3', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  // To the end: it writes the number and the line's end apart, and ends itself if the second fails.
  const display = `:${(await text(server.stdio[3] as Readable)).trim()}`;
  const xclip = (direction: string, input?: string) =>
    spawnSync('xclip', ['-selection', 'clipboard', direction], {
      env: { PATH: process.env['PATH'], DISPLAY: display },
      stdio: ['pipe', direction === '-out' ? 'pipe' : 'ignore', 'ignore'],
      ...(input !== undefined && { input }),
    });
  return {
    display,
    clipboard: () => {
      const { status, stdout } = xclip('-out');
      return status === 0 ? stdout.toString() : undefined;
    },
    copy: (value) => void xclip('-in', value),
    close: () => void server.kill(),
  };
}
