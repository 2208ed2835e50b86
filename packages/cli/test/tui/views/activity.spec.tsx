import { describe, expect, it } from '@jest/globals';
import { frame } from '../support/frame.js';
import { event, sampleState } from '../support/sample-data.js';

const at = (columns: number, rows: number) => sampleState({ columns, rows }, { focus: 'activity' });

describe('the activity view', () => {
  it('shows the audit log, the newest first', () => {
    const lines = frame(at(80, 24)).split('\n').slice(1, 6);
    expect(lines).toEqual([
      expect.stringMatching(
        /^┏  0 Overview 1 Tools 2 Secrets 3 Health\[4 Activity 3\] 5 Routes 6 Tasks 7 Log ━+┓$/,
      ),
      '┃    WHEN (UTC)           EVENT       WHAT                                     ┃',
      '┃›i  2026-11-20 08:00:00  health_ch…  health: degraded                         ┃',
      '┃ !  2026-11-20 07:30:00  secret_re…  OPENAI_API_KEY is not shown: an AI agen… ┃',
      '┃ i  2026-11-20 07:00:00  secret_set  secret stored: GITHUB_TOKEN              ┃',
    ]);
  });

  it('shows everything of an event beside the list', () => {
    const selected = {
      ...at(120, 30).selected,
      activity: '2026-11-20T07:30:00.000Z 1 secret_refused 1',
    };
    const text = frame({ ...at(120, 30), selected });
    expect(text).toMatch(/severity +! warning/);
    expect(text).toMatch(/· keys +\["OPENAI_API_KEY"\]/);
    expect(text).toMatch(/· success +false/);
  });

  it('says that nothing was recorded, or that nothing is', () => {
    const state = at(80, 24);
    const withPlace = (place: string | null) =>
      frame({ ...state, activity: { ...state.activity, data: { place, events: [] } } });
    expect(withPlace('/log')).toContain('Nothing was recorded yet.');
    expect(withPlace(null)).toContain('The configuration switches the audit off.');
  });

  it('mounts only the rows that are in sight of 10,000', () => {
    const events = Array.from({ length: 10_000 }, (_, index) =>
      event('2026-11-20T07:00:00.000Z', { message: `event ${index}` }),
    );
    const state = at(80, 24);
    const text = frame({
      ...state,
      activity: { ...state.activity, data: { place: '/log', events } },
    });
    expect(text).toContain('[4 Activity 10000]');
    expect(text.match(/event \d/g)).toHaveLength(18);
  });

  it('shows the newest event in the last line but one, whatever status knew', () => {
    const state = at(80, 24);
    const events = [event('2026-11-20T09:00:00.000Z', { message: 'newer' })];
    const text = frame({
      ...state,
      focus: 'tools',
      activity: { ...state.activity, data: { place: '/log', events } },
    });
    expect(text).toContain('last event: newer (2026-11-20T09:00:00.000Z)');
  });
});
