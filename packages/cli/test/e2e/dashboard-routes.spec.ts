import { describe } from '@jest/globals';
import { itNeeds } from '../../../core/test/support/needs.js';
import { pathWith, programs } from '../support/programs.js';
import { aimInTmux } from '../support/tmux.js';

describe('the routes view in tmux', () => {
  itNeeds(['tmux'], 'says where a capability goes and why', async () => {
    const terminal = aimInTmux({ env: pathWith(programs({ codex: 'exit 0' })) });
    try {
      await terminal.shows('1 Tools');
      terminal.keys('5');
      await terminal.shows(/✔ +code_generation +codex/);
      terminal.keys('/', 'code_generation', 'Enter', 'Enter');
      await terminal.shows(/1 codex/);
      terminal.keys('q', 'q');
      await terminal.shows('exit 0');
    } finally {
      terminal.end();
    }
  });
});
