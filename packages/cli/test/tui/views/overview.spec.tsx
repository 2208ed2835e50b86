import { describe, expect, it } from '@jest/globals';
import { intentOf } from '../../../src/tui/actions/intent-of.js';
import { initialState } from '../../../src/tui/store/state.js';
import { frame } from '../support/frame.js';
import { event, sampleActivity, sampleState } from '../support/sample-data.js';

const normal = { columns: 80, rows: 24 };
const overview = (columns = 80, rows = 24) => sampleState({ columns, rows }, { focus: 'overview' });

describe('the overview', () => {
  it('says at a glance how everything stands', () => {
    expect(frame(overview()).split('\n').slice(2, 12)).toEqual([
      '┃›TOOLS     ● 1 healthy   ! 1 with a warning   ○ 1 not installed               ┃',
      '┃ KEYS      2 under 30 days old                                                ┃',
      '┃ HEALTH    degraded   ! 1 warned   ✔ 1 fine                                   ┃',
      '┃ BREAKERS  ✔ all closed: no tool is left alone                                ┃',
      '┃ JOBS      ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁   0 in 24 h, 0 in this hour, at most 0    ┃',
      '┃ FAILED    ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁   0 in 24 h, 0 in this hour, at most 0    ┃',
      '┃ LAST      2026-11-20 08:00   health: degraded                                ┃',
      '┃           2026-11-20 07:30   OPENAI_API_KEY is not shown: an AI agent asked  ┃',
      '┃           2026-11-20 07:00   secret stored: GITHUB_TOKEN                     ┃',
      '┃                                                                              ┃',
    ]);
  });

  it('draws jobs and failures by the hour, and names open breakers', () => {
    const state = overview(120, 30);
    const jobs = ['ok', 'ok', 'error'].map((status) =>
      event('2026-11-20T08:10:00.000Z', { event_type: 'tool_invoke', details: { status } }),
    );
    const breaker = {
      domain: 'tool',
      label: 'codex',
      state: 'open',
      kind: 'told',
      until: '2026-11-20T12:00:00.000Z',
      class: 'QUOTA_EXHAUSTED',
      openedBy: 'codex',
      openedAt: '2026-11-20T08:00:00.000Z',
      forceable: false,
    } as const;
    const text = frame({
      ...state,
      activity: { ...state.activity, data: { ...sampleActivity, events: jobs } },
      breakers: { ...state.breakers, data: [breaker] },
    });
    expect(text).toMatch(/JOBS +▁{23}█ +3 in 24 h/);
    expect(text).toMatch(/FAILED +▁{23}█ +1 in 24 h/);
    expect(text).toContain('✖ codex open until 2026-11-20 12:00 UTC (QUOTA_EXHAUSTED)');
  });

  it('says what is not known yet, and what cannot be', () => {
    const state = { ...initialState(normal), focus: 'overview' as const };
    expect(frame(state).match(/reading …/g)).toHaveLength(5);
    const error = { code: 'internal.bug', message: 'no such luck' } as const;
    expect(frame({ ...state, breakers: { ...state.breakers, error } })).toMatch(
      /BREAKERS +✖ no such luck/,
    );
  });

  it('leads with enter to where more is', () => {
    const state = overview();
    const selected = { ...state.selected, overview: 'health' };
    expect(intentOf('enter', { ...state, selected })).toEqual({
      kind: 'change',
      event: { type: 'focused', pane: 'health' },
    });
  });
});
