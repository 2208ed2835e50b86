import '../support/drawing-environment.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanup, render } from 'ink-testing-library';
import { stripVTControlCharacters } from 'node:util';
import { initialState, type DashboardState } from '../../../src/tui/store/state.js';
import { ansiTheme, plainTheme } from '../../../src/tui/theme/theme.js';
import { Dashboard } from '../../../src/tui/views/dashboard.js';
import { frame } from '../support/frame.js';
import { check, report, sampleState, sampleStatus, secret, tool } from '../support/sample-data.js';

const small = { columns: 60, rows: 15 };
const normal = { columns: 80, rows: 24 };
const escapeCode = /\u001b/;

describe('the dashboard', () => {
  it('shows tools, secrets and health at 80×24', () => {
    expect(`\n${frame(sampleState(normal))}\n`).toBe(`
 AIM 0.1.0                                config: ~/.config/aim/aim_config.json
┏ 1 Tools 3 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃    NAME         VERSION        OWNER  KEY      PATH                          ┃
┃›●  Claude Code  2.0.44         npm    login    ~/.npm-global/bin/claude      ┃
┃ !  Codex CLI    0.58.0         npm    present  ~/.npm-global/bin/codex (+1)  ┃
┃ ✖  Aider        not installed         absent                                 ┃
┃                                                                              ┃
┃                                                                              ┃
┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
┌ 2 Secrets 2 ─────────────────────────┐┌ 3 Health 2 ──────────────── degraded ┐
│ NAME            THERE  EXPIRES       ││    CHECK       RESULT                │
│ OPENAI_API_KEY  yes    2027-01-31    ││ !  Duplicates  Codex CLI is install… │
│ GITHUB_TOKEN    no     -             ││ ✔  PATH        All 10 folders are i… │
│                                      ││                                      │
│                                      ││                                      │
│                                      ││                                      │
│ vault: the sealed file vault,        ││ Codex CLI is installed 2 times       │
│ protected by file permissions only   ││ (/usr/bin/codex,…                    │
│ keychain: unavailable: there is no   ││ try: which -a codex                  │
│ session bus                          ││                                      │
└──────────────────────────────────────┘└──────────────────────────────────────┘
 last event: health: degraded (2026-11-20T08:00:00.000Z)
 ? help  q quit  : actions  / filter  tab pane  enter details  i ask  …
`);
  });

  it('shows one pane at 60×15 and names the others', () => {
    expect(`\n${frame(sampleState(small, { focus: 'health' }))}\n`).toBe(`
 AIM 0.1.0            config: ~/.config/aim/aim_config.json
┏  0  1  2 [3 Health 2] 4  5  6  7  ━━━━━━━━━━━━━ degraded ┓
┃    CHECK       RESULT                                    ┃
┃›!  Duplicates  Codex CLI is installed 2 times            ┃
┃ ✔  PATH        All 10 folders are in order               ┃
┃                                                          ┃
┃                                                          ┃
┃ Codex CLI is installed 2 times (/usr/bin/codex,          ┃
┃ /home/ada/.npm-global/bin/codex)                         ┃
┃ try: which -a codex                                      ┃
┃                                                          ┃
┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
 last event: health: degraded (2026-11-20T08:00:00.000Z)
 ? help  q quit  : actions  / filter  tab pane  …
`);
  });

  it('shows the detail of the selected row beside the lists from 120 columns on', () => {
    const wide = sampleState({ columns: 120, rows: 30 }, { focus: 'secrets' });
    const text = frame(wide);
    expect(text).toContain('Details');
    expect(text).toMatch(/last used\s+-/);
    expect(text).toMatch(/created\s+2026-11-01T08:00:00.000Z/);
  });

  it('says at once what is still being read', () => {
    const text = frame(initialState(normal));
    expect(text.match(/reading …/g)).toHaveLength(3);
    expect(text).toContain('keychain: asking …');
  });

  it('teaches what to do where there is nothing yet', () => {
    const state = sampleState(normal);
    const data = { ...sampleStatus, tools: [], secrets: [], config: [], lastEvent: null };
    const activity = { ...state.activity, data: { place: '/log', events: [] } };
    const text = frame({ ...state, status: { ...state.status, data }, activity });
    expect(text).toContain('No AI tool was found on PATH.');
    expect(text).toContain('aim secrets set OPENAI_API_KEY');
    expect(text).toContain('config: defaults; no aim_config.json');
    expect(text).toContain('last event: none');
  });

  it('shows a failure in its pane, with what helps, and goes on in the others', () => {
    const state = sampleState(normal);
    const error = { code: 'internal.bug', message: 'a check broke', hint: 'aim health' } as const;
    const text = frame({ ...state, health: { ...state.health, data: null, error } });
    expect(text).toContain('✖ a check broke');
    expect(text).toContain('try: aim health');
    expect(text).toContain('Claude Code');
    expect(text).toContain('OPENAI_API_KEY');
  });

  it('says that a configuration is not trusted', () => {
    const state = sampleState(normal);
    const config = [
      { kind: 'project', path: '/home/ada/x/aim_config.json', trusted: false },
    ] as const;
    const data = { ...sampleStatus, config: [...config] };
    expect(frame({ ...state, status: { ...state.status, data } })).toContain(
      '~/x/aim_config.json (not trusted)',
    );
  });

  it('lists every key in the help', () => {
    const text = frame(sampleState({ columns: 80, rows: 80 }, { overlays: ['help'] }));
    expect(text).toMatch(/\?, f1\s+Show every key/);
    expect(text).toMatch(/esc, q\s+Go back/);
    expect(text).not.toContain('Claude Code');
  });

  it('shows all of a row where the lists have no room for it', () => {
    const text = frame(sampleState(small, { focus: 'health', overlays: ['detail'] }));
    expect(text).toMatch(/evidence\s+\/usr\/bin\/codex/);
    expect(text).toMatch(/try\s+which -a codex/);
  });

  it('shows a card with both sizes below 60×15', () => {
    const text = frame(sampleState({ columns: 52, rows: 12 }));
    expect(text).toContain('Terminal is 52×12; AIM needs 60×15');
    expect(text).toContain('q quits');
    expect(text).not.toContain('Tools');
  });

  it('mounts only the rows that are in sight, around the selected one', () => {
    const tools = Array.from({ length: 500 }, (_, index) => tool(`tool-${index}`));
    const state = sampleState(normal);
    const status = { ...state.status, data: { ...sampleStatus, tools } };
    const selected = { ...state.selected, tools: 'tool-250' };
    const text = frame({ ...state, status, selected });
    expect(text).toMatch(/┃› *● +tool-250|┃›● +tool-250/);
    expect(text.match(/● +tool-/g)).toHaveLength(5);
  });

  it('fills the screen but its last row, whatever it shows', () => {
    for (const columns of [60, 80, 120, 200]) {
      for (const rows of [15, 24, 40]) {
        const lines = frame(sampleState({ columns, rows })).split('\n');
        expect(lines).toHaveLength(rows - 1);
        expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(columns);
      }
    }
  });

  it('draws an update exactly as it would draw it anew', () => {
    const view = (state: DashboardState) => (
      <Dashboard state={state} theme={plainTheme} home="/home/ada" version="0.1.0" />
    );
    const often = { columns: 80, rows: 24 };
    const sizes = [often, often, often, { columns: 60, rows: 15 }, { columns: 120, rows: 30 }];
    const state = fc.record({
      size: fc.constantFrom(...sizes, { columns: 40, rows: 10 }),
      focus: fc.constantFrom('tools', 'secrets', 'health'),
      overlays: fc.constantFrom([], [], [], ['help'], ['palette'], ['detail']) as fc.Arbitrary<
        DashboardState['overlays']
      >,
      hasData: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(state, { minLength: 2, maxLength: 5 }), (steps) => {
        const states = steps.map(({ size, hasData, ...facts }): DashboardState => {
          return hasData ? sampleState(size, facts) : { ...initialState(size), ...facts };
        });
        const screen = render(view(states[0] as DashboardState));
        for (const next of states) screen.rerender(view(next));
        const anew = render(view(states.at(-1) as DashboardState));
        expect(screen.lastFrame()).toBe(anew.lastFrame());
        cleanup();
      }),
      { numRuns: 15 },
    );
  });

  it('shows the same text with colour and without', () => {
    for (const columns of [60, 80, 120]) {
      const state = sampleState({ columns, rows: 24 });
      const coloured = frame(state, ansiTheme);
      expect(coloured).toMatch(escapeCode);
      expect(frame(state)).not.toMatch(escapeCode);
      expect(stripVTControlCharacters(coloured)).toBe(frame(state));
    }
  });

  it('tells states apart without colour', () => {
    const one = sampleState(normal, { focus: 'tools' });
    const states = [
      one,
      { ...one, focus: 'health' as const },
      withTool({ health: 'warn' }),
      withTool({ health: 'fail' }),
    ];
    expect(new Set(states.map((state) => frame(state))).size).toBe(states.length);

    function withTool(facts: Parameters<typeof tool>[1]): DashboardState {
      const tools = [tool('claude', facts), ...sampleStatus.tools.slice(1)];
      return { ...one, status: { ...one.status, data: { ...sampleStatus, tools } } };
    }
  });

  it('lets no control character of outside text reach the terminal', () => {
    const evil = '\u001b[2Jevil\u0007\u009b31m\r\n\tx\u001b]0;title\u0007';
    const data = {
      ...sampleStatus,
      tools: [tool('t', { name: evil, version: evil, path: evil })],
      secrets: [secret('S', { description: evil })],
      config: [{ kind: 'user' as const, path: evil, trusted: true }],
      vault: { ...sampleStatus.vault, protection: null, note: evil },
      lastEvent: { ...sampleStatus.lastEvent, message: evil } as typeof sampleStatus.lastEvent,
      findings: [{ id: 'f', severity: 'fail' as const, message: evil, fix: evil }],
    };
    const checks = [check('c', { title: evil, message: evil, evidence: evil, fix: evil })];
    const error = { code: 'internal.bug', message: evil, hint: evil, cause: evil } as const;
    for (const focus of ['tools', 'secrets', 'health'] as const) {
      for (const overlays of [[], ['detail']] as const) {
        for (const columns of [60, 80, 120]) {
          const state = sampleState({ columns, rows: 24 }, { focus, overlays });
          const text = frame({
            ...state,
            status: { ...state.status, data },
            health: { ...state.health, data: report(checks), error },
            keychain: { ...state.keychain, error },
          });
          expect(text).toContain('evil');
          expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
          expect(text.split('\n')).toHaveLength(23);
        }
      }
    }
  });
});
