import { describe, expect, it } from '@jest/globals';
import type { DashboardEvent } from '../../../src/tui/store/events.js';
import { reduce } from '../../../src/tui/store/reduce.js';
import { healthRows } from '../../../src/tui/store/health-rows.js';
import { selectedIndex } from '../../../src/tui/store/rows.js';
import { initialState, type DashboardState } from '../../../src/tui/store/state.js';
import { check, report, sampleState, sampleStatus, tool } from '../support/sample-data.js';

const size = { columns: 80, rows: 24 };
const after = (state: DashboardState, ...events: DashboardEvent[]) => events.reduce(reduce, state);
const moved = (move: 'up' | 'down' | 'first' | 'last' | 'pageDown'): DashboardEvent => ({
  type: 'moved',
  move,
});
const statusOf = (...ids: string[]): DashboardEvent => ({
  type: 'loaded',
  resource: 'status',
  data: { ...sampleStatus, tools: ids.map((id) => tool(id)) },
  findings: [],
  at: 0,
});

describe('reduce', () => {
  it('moves the selection inside the list', () => {
    const state = sampleState(size);
    expect(after(state, moved('down')).selected.tools).toBe('codex');
    expect(after(state, moved('last')).selected.tools).toBe('aider');
    expect(after(state, moved('last'), moved('down')).selected.tools).toBe('aider');
    expect(after(state, moved('last'), moved('first')).selected.tools).toBe('claude');
    expect(after(state, moved('pageDown')).selected.tools).toBe('aider');
  });

  it('changes nothing where there is nothing to select', () => {
    const state = initialState(size);
    expect(reduce(state, moved('down'))).toBe(state);
  });

  it('keeps the selection on its row when others come and go', () => {
    const state = after(initialState(size), statusOf('a', 'b', 'c'), moved('down'));
    const next = reduce(state, statusOf('new', 'a', 'b'));
    expect(next.selected.tools).toBe('b');
    expect(selectedIndex(next, 'tools')).toBe(2);
  });

  it('selects the neighbour of a row that is gone', () => {
    const state = after(initialState(size), statusOf('a', 'b', 'c'), moved('last'));
    expect(reduce(state, statusOf('a', 'b')).selected.tools).toBe('b');
    const empty = reduce(state, statusOf());
    expect(selectedIndex(empty, 'tools')).toBe(0);
  });

  it('keeps old data beside the error of a later reading', () => {
    const error = { code: 'config.invalid', message: 'broken' } as const;
    const state = after(
      sampleState(size),
      { type: 'loading', resource: 'status' },
      { type: 'failed', resource: 'status', error, findings: [] },
    );
    expect(state.status).toMatchObject({ error, isLoading: false, data: sampleStatus });
    expect(state.health.error).toBeNull();
    const again = reduce(state, statusOf('a'));
    expect(again.status.error).toBeNull();
  });

  it('moves in the help and leaves the lists alone', () => {
    const state = sampleState({ columns: 60, rows: 15 }, { overlays: ['help'] });
    const down = after(state, moved('down'), moved('down'));
    expect(down.menu.selected).toBe(2);
    expect(down.selected).toEqual(state.selected);
    const last = after(down, moved('last'));
    expect(after(last, moved('down'))).toBe(last);
    expect(after(down, moved('first')).menu.selected).toBe(0);
  });

  it('leads from the help back to what it was opened over', () => {
    const detail = sampleState(size, { overlays: ['detail'] });
    const help = after(detail, { type: 'opened', overlay: 'help' });
    expect(help.overlays).toEqual(['detail', 'help']);
    expect(after(help, { type: 'closed' }).overlays).toEqual(['detail']);
  });

  it('forgets what it said when the next key comes', () => {
    const said = after(sampleState(size), { type: 'noticed', text: 'no such luck' });
    expect(said.notice).toBe('no such luck');
    expect(after(said, { type: 'keyed' }).notice).toBeNull();
  });
});

describe('healthRows', () => {
  it('shows the worst first, with what AIM noticed before the checks', () => {
    const finding = { id: 'config.untrusted', severity: 'warn', message: 'not trusted' } as const;
    const state = after(sampleState(size), {
      type: 'loaded',
      resource: 'status',
      data: { ...sampleStatus, findings: [finding] },
      findings: [],
      at: 0,
    });
    expect(healthRows(state).map((row) => row.id)).toEqual([
      'config.untrusted',
      'duplicates codex',
      'path ',
    ]);
  });

  it('gives each finding of one check an id of its own', () => {
    const checks = [check('path'), check('path'), check('path')];
    const state = after(sampleState(size), {
      type: 'loaded',
      resource: 'health',
      data: report(checks),
      findings: [],
      at: 0,
    });
    const ids = healthRows(state).map((row) => row.id);
    expect(new Set(ids).size).toBe(3);
  });
});
