import { describe, expect } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { itNeeds } from '../../../core/test/support/needs.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aimFile } from '../support/aim.js';

/** A terminal of its own in tmux, and a user who types into it. */
function tmux(socket: string, ...args: string[]): string {
  return execFileSync('tmux', ['-L', socket, '-f', '/dev/null', ...args], { encoding: 'utf8' });
}

async function screenWith(socket: string, wanted: string): Promise<string> {
  for (let tries = 0; tries < 400; tries++) {
    const screen = tmux(socket, 'capture-pane', '-p', '-t', 'aim');
    if (screen.includes(wanted)) return screen;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`It never came: ${wanted}\n${tmux(socket, 'capture-pane', '-p', '-t', 'aim')}`);
}

describe('the dashboard in tmux', () => {
  itNeeds(['tmux'], 'opens at 80x24, takes keys, and leaves the shell as it was', async () => {
    const socket = `aim-test-${process.pid}`;
    const program = `echo before; env -i PATH=/usr/bin:/bin TERM=screen HOME=${tempFolder()} ${process.execPath} ${aimFile}; echo "exit $?"; exec cat`;
    tmux(socket, 'new-session', '-d', '-s', 'aim', '-x', '80', '-y', '24', program);
    try {
      const screen = await screenWith(socket, '3 Health');
      expect(screen.split('\n').filter((line) => line.includes('AIM '))).toHaveLength(1);
      tmux(socket, 'send-keys', '-t', 'aim', '?');
      await screenWith(socket, 'quit');
      tmux(socket, 'send-keys', '-t', 'aim', 'q');
      await screenWith(socket, '3 Health');
      tmux(socket, 'send-keys', '-t', 'aim', 'q');
      expect(await screenWith(socket, 'exit 0')).toMatch(/^before\nexit 0\n/);
    } finally {
      tmux(socket, 'kill-server');
    }
  });
});
