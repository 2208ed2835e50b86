import { describe, expect } from '@jest/globals';
import { itNeeds } from '../../../core/test/support/needs.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim } from '../support/aim.js';
import { aimInTmux } from '../support/tmux.js';

describe('the activity view in tmux', () => {
  itNeeds(['tmux'], 'shows at once what another process does', async () => {
    const home = tempFolder();
    const input = 'sk-activity-1234567890';
    const terminal = aimInTmux({ home });
    try {
      await terminal.shows('health: ');
      terminal.keys('4');
      await terminal.shows('[4 Activity');
      await terminal.shows('health_check');
      await aim(['secrets', 'set', 'OPENAI_API_KEY', '--stdin'], { home, input });
      const screen = await terminal.shows('secret stored: OPENAI_API_KEY');
      expect(screen).not.toContain(input);
      terminal.keys('q');
      await terminal.shows('exit 0');
    } finally {
      terminal.end();
    }
  });
});
