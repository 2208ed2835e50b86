import { describe, expect } from '@jest/globals';
import { itNeeds } from '../../../core/test/support/needs.js';
import { aimInTmux } from '../support/tmux.js';

describe('the dashboard in tmux', () => {
  itNeeds(['tmux'], 'opens at 80x24, takes keys, and leaves the shell as it was', async () => {
    const terminal = aimInTmux();
    try {
      const screen = await terminal.shows('3 Health');
      expect(screen.split('\n').filter((line) => line.includes('AIM '))).toHaveLength(1);
      terminal.keys('?');
      await terminal.shows('Show every key');
      terminal.keys('q');
      await terminal.shows('3 Health');
      terminal.keys('q');
      expect(await terminal.shows('exit 0')).toMatch(/^before\nexit 0\n/);
    } finally {
      terminal.end();
    }
  });
});
