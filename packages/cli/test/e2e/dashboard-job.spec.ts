import { describe } from '@jest/globals';
import { itNeeds } from '../../../core/test/support/needs.js';
import { pathWith, programs } from '../support/programs.js';
import { aimInTmux } from '../support/tmux.js';

describe('a job in the dashboard in tmux', () => {
  itNeeds(
    ['tmux'],
    'is asked of a tool, tells its answer, and counts in the overview',
    async () => {
      const answer = `{"type":"result","subtype":"success","is_error":false,"result":"forty-two"}`;
      const terminal = aimInTmux({
        env: pathWith(programs({ claude: `cat >/dev/null; echo '${answer}'` })),
      });
      try {
        await terminal.shows('Claude Code');
        await terminal.shows('health: ');
        terminal.keys('/', 'claude', 'Enter', 'i');
        await terminal.shows('A job for claude: chat');
        terminal.keys('what is it', 'Enter', 'Enter');
        await terminal.shows(/✔ +chat: what is it +done/);
        terminal.keys('Enter');
        await terminal.shows('forty-two');
        terminal.keys('q', '0');
        await terminal.shows(/JOBS +▁+█ +1 in 24 h/);
        terminal.keys('q');
        await terminal.shows('exit 0');
      } finally {
        terminal.end();
      }
    },
  );
});
