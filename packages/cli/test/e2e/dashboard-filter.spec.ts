import { describe } from '@jest/globals';
import { itNeeds } from '../../../core/test/support/needs.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim } from '../support/aim.js';
import { aimInTmux } from '../support/tmux.js';

describe('a filter in tmux', () => {
  itNeeds(['tmux'], 'is typed, kept and cleared, and counts in the title', async () => {
    const home = tempFolder();
    for (const name of ['OPENAI_API_KEY', 'GITHUB_TOKEN']) {
      await aim(['secrets', 'set', name, '--stdin'], { home, input: 'sk-filter-1234567890' });
    }
    const terminal = aimInTmux({ home });
    try {
      await terminal.shows('GITHUB_TOKEN');
      terminal.keys('2', '/', 'hub');
      await terminal.shows('2 Secrets 1 of 2 /hub_');
      terminal.keys('Enter');
      await terminal.shows('2 Secrets 1 of 2 /hub ');
      terminal.keys('Escape');
      await terminal.shows(/2 Secrets 2 [^/]*OPENAI_API_KEY/);
      terminal.keys('q');
      await terminal.shows('exit 0');
    } finally {
      terminal.end();
    }
  });
});
