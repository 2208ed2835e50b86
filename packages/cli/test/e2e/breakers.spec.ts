import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson } from '../support/aim.js';
import { pathWith, programs } from '../support/programs.js';

interface Plan {
  chain: string[];
  candidates: { tool: string; excludedBy: string | null; breaker?: Record<string, unknown> }[];
}

/** A machine whose Claude Code always crashes, and which has no Ollama. */
function machine() {
  const home = tempFolder();
  const crashing = programs({ claude: 'cat >/dev/null; exit 3' });
  const env = { ...pathWith(crashing), AIM_HOME: home, OLLAMA_HOST: 'http://127.0.0.1:1' };
  const invoke = () => aim(['invoke', 'chat', 'hi', '--tool', 'claude'], { env });
  return { home, env, invoke };
}

describe('circuit breakers', () => {
  it('are shared by every aim, shown by aim route, and closed by aim tools reset', async () => {
    const { home, env, invoke } = machine();
    for (let n = 0; n < 3; n++) expect((await invoke()).code).toBe(12);
    const { data } = await aimJson<Plan>(['route', 'chat'], { env });
    expect(data.chain).toEqual(['ollama']);
    expect(data.candidates.find(({ tool }) => tool === 'claude')).toMatchObject({
      excludedBy: 'breaker',
      breaker: {
        state: 'open',
        until: expect.stringMatching(/^2.*Z$/),
        class: 'TOOL_CRASH',
        openedBy: 'claude',
      },
    });
    const route = await aim(['route', 'chat'], { env });
    expect(route.stdout).toMatch(/claude +left alone until .* after TOOL_CRASH, seen by claude/);

    const dry = await aim(['tools', 'reset', 'claude', '--dry-run'], { env });
    expect(dry.stdout).toBe('Would close the breaker of claude: TOOL_CRASH, seen by claude\n');
    const reset = await aim(['tools', 'reset', 'claude'], { env });
    expect(reset.stdout).toBe('✔ Closed the breaker of claude: TOOL_CRASH, seen by claude\n');
    const after = await aimJson<Plan>(['route', 'chat'], { env });
    expect(after.data.chain).toEqual(['claude', 'ollama']);
    const [log = ''] = readdirSync(join(home, 'data/audit'));
    expect(readFileSync(join(home, 'data/audit', log), 'utf8')).toContain('"breaker_reset"');
    const again = await aim(['tools', 'reset', '--all'], { env });
    expect([again.code, again.stdout]).toEqual([0, 'No circuit breaker is open\n']);
  });

  it.each([[[]], [['claude', '--all']], [['claud']]])(
    'are not reset by tools reset %j',
    async (args) => {
      const { env } = machine();
      expect((await aim(['tools', 'reset', ...args], { env })).code).toBe(2);
    },
  );
});
