import { describe, expect } from '@jest/globals';
import { itNeeds } from '../../../core/test/support/needs.js';
import { aimInTmux } from '../support/tmux.js';

describe('ctrl+z in the dashboard in tmux', () => {
  itNeeds(['tmux'], 'leads to the shell, and fg back', async () => {
    const terminal = aimInTmux({ program: "PS1='shell> ' bash --norc --noprofile -i" });
    try {
      await terminal.shows('shell>');
      terminal.keys(terminal.aim, 'Enter');
      await terminal.shows('3 Health');
      terminal.keys('C-z');
      expect(await terminal.shows('Stopped')).not.toContain('3 Health');
      terminal.keys('fg', 'Enter');
      await terminal.shows('3 Health');
      terminal.keys('2');
      await terminal.shows('┏ 2 Secrets');
      terminal.keys('q');
      await terminal.shows(/shell> *$/m);
      terminal.keys('echo it types', 'Enter');
      await terminal.shows(/^it types$/m);
    } finally {
      terminal.end();
    }
  });
});
