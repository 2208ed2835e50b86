import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

export interface XServer {
  /** For `DISPLAY`. */
  display: string;
  /** What is in the clipboard; undefined when nobody owns it. */
  clipboard: () => string | undefined;
  copy: (text: string) => void;
  close: () => void;
}

/** An X server without a screen, on a display number of its own. Needs Xvfb and xclip. */
export async function startXServer(): Promise<XServer> {
  // Left to choose for themselves, two servers that start at once can take the same number.
  const own = 100 + (process.pid % 50_000);
  const server = spawn('Xvfb', [`:${own}`, '-displayfd', '3', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = (await once(server.stdio[3] as Readable, 'data')) as [Buffer];
  (server.stdio[3] as Readable).destroy();
  const display = `:${number.toString().trim()}`;
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
    copy: (text) => void xclip('-in', text),
    close: () => void server.kill(),
  };
}
