import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { agentMarkers, findMarker } from '../../src/asker/agent-markers.js';

describe('a variable that an agent sets for its commands', () => {
  it.each(agentMarkers.map(({ variable, agent }) => [variable, agent]))(
    '%s says that it is %s',
    (variable, agent) => {
      expect(findMarker({ [variable]: '1' })).toMatchObject({ variable, agent });
      expect(findMarker({ [variable]: '' })).toBeUndefined();
    },
  );

  it('is named in the threat model', () => {
    const page = join(import.meta.dirname, '../../../../docs/threat-model.md');
    const text = readFileSync(page, 'utf8');
    for (const { variable } of agentMarkers) expect(text).toContain(`\`${variable}\``);
  });
});

describe('a person', () => {
  it.each([
    [{ TERM_PROGRAM: 'vscode', CURSOR_TRACE_ID: 'a1b2' }],
    [{ TERM_PROGRAM: 'kiro' }],
    [{ CLAUDE_CODE_SSE_PORT: '30841', ENABLE_IDE_INTEGRATION: 'true' }],
    [{ AIDER_MODEL: 'gpt-5', GOOSE_PROVIDER: 'openai', COPILOT_MODEL: 'x' }],
    [{ CODEX_HOME: '/home/u/.codex', CODEX_API_KEY: 'x', CLAUDE_CONFIG_DIR: '/home/u/.c' }],
    [{ REPL_ID: 'a1', CI: 'true', AGENT: '1' }],
  ])('may have %j', (env) => {
    expect(findMarker(env)).toBeUndefined();
  });

  it.each([
    ['TERM_PROGRAM', 'vscode'],
    ['TERMINAL_EMULATOR', 'JetBrains-JediTerm'],
    ['CLAUDE_CODE_SSE_PORT', '30841'],
  ])('may have CLAUDECODE in the terminal of an editor: %s=%s', (name, value) => {
    expect(findMarker({ CLAUDECODE: '1', [name]: value })).toBeUndefined();
    const child = { CLAUDECODE: '1', CLAUDE_CODE_CHILD_SESSION: '1', [name]: value };
    expect(findMarker(child)).toMatchObject({ variable: 'CLAUDE_CODE_CHILD_SESSION' });
  });
});
