import { describe, expect } from '@jest/globals';
import { itNeeds } from '../../../core/test/support/needs.js';
import { aimInTmux } from '../support/tmux.js';

describe('the palette in tmux', () => {
  itNeeds(['tmux'], 'finds an action by its words, does it, and says why it cannot', async () => {
    const terminal = aimInTmux();
    try {
      await terminal.shows('1 Tools');
      terminal.keys(':', 'secr', 'Enter');
      await terminal.shows('┏ 2 Secrets');
      terminal.keys('?', '/', 'filter shows', 'Enter');
      await terminal.shows('Help /filter shows');
      terminal.keys('Enter');
      await terminal.shows('Next row that the filter shows: no filter is set');
      terminal.keys('Escape');
      await terminal.shows('┏ 2 Secrets');
      terminal.keys('C-c');
      expect(await terminal.shows('exit 130')).toMatch(/^before\nexit 130\n/);
    } finally {
      terminal.end();
    }
  });
});
