import { describe, expect } from '@jest/globals';
import { itNeeds } from '../../../core/test/support/needs.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim } from '../support/aim.js';
import { aimInTmux } from '../support/tmux.js';

describe('secrets in the dashboard in tmux', () => {
  itNeeds(['tmux'], 'are stored by a paste, shown on request, and deleted by name', async () => {
    const home = tempFolder();
    const terminal = aimInTmux({ home, env: { AIM_SECRETS_BACKEND: 'file' } });
    try {
      await terminal.shows('1 Tools');
      terminal.keys('2', 'a', 'NEW_KEY', 'Enter');
      await terminal.shows('NEW_KEY');
      terminal.paste('sk-dashboard-1234567890');
      await terminal.shows('23 characters, not shown');
      terminal.keys('Enter', 'Enter');
      await terminal.shows('Stored NEW_KEY');
      terminal.keys('v');
      await terminal.shows('sk-dashboard-1234567890');
      terminal.keys('Escape');
      await terminal.shows(/^(?!.*sk-dashboard)/s);
      expect((await aim(['secrets', 'get', 'NEW_KEY'], { home })).code).toBe(0);
      terminal.keys('D', 'NEW_KEY', 'Enter');
      await terminal.shows('Deleted NEW_KEY');
      terminal.keys('C-c');
      await terminal.shows('exit 130');
      expect(terminal.history()).not.toContain('sk-dashboard');
    } finally {
      terminal.end();
    }
  });
});
