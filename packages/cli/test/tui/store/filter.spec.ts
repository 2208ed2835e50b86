import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { intentOf } from '../../../src/tui/actions/intent-of.js';
import type { Intent } from '../../../src/tui/actions/types.js';
import { reduce } from '../../../src/tui/store/reduce.js';
import { rowIds, selectedRow } from '../../../src/tui/store/rows.js';
import type { DashboardState } from '../../../src/tui/store/state.js';
import { sampleState } from '../support/sample-data.js';

const start = sampleState({ columns: 80, rows: 24 });

/** The state after these keys. */
function press(state: DashboardState, ...keys: string[]): DashboardState {
  return keys.reduce((now, key) => {
    const intent = intentOf(key, now);
    return intent === null ? now : after(now, intent);
  }, state);
}

function after(state: DashboardState, intent: Intent): DashboardState {
  if (intent.kind === 'all') return intent.intents.reduce(after, state);
  return intent.kind === 'change' ? reduce(state, intent.event) : state;
}

describe('the filter', () => {
  it('shows only rows with the typed letters, in any case', () => {
    expect(rowIds(press(start, '/', 'C', 'L', 'I'), 'tools')).toEqual(['codex']);
    expect(rowIds(press(start, '/', 'c', 'o', 'd', 'e'), 'tools')).toEqual(['claude', 'codex']);
    expect(rowIds(press(start, '/', 'x', 'y'), 'tools')).toEqual([]);
  });

  it('is one for each pane', () => {
    const both = press(start, '/', 'c', 'l', 'i', 'enter', '2', '/', 'g', 'i', 't', 'enter');
    expect(both.filters).toMatchObject({ tools: 'cli', secrets: 'git', health: '' });
    expect(rowIds(both, 'secrets')).toEqual(['GITHUB_TOKEN']);
  });

  it('is kept by enter and cleared by esc, while it is typed and after', () => {
    const kept = press(start, '/', 'c', 'enter');
    expect(kept).toMatchObject({ isTyping: false, filters: { tools: 'c' } });
    expect(press(kept, 'esc').filters.tools).toBe('');
    expect(press(start, '/', 'c', 'esc')).toMatchObject({
      isTyping: false,
      filters: { tools: '' },
    });
  });

  it('takes letters that are keys elsewhere, and loses them one by one or all at once', () => {
    const typed = press(start, '/', 'q', 'space', '?');
    expect(typed.filters.tools).toBe('q ?');
    expect(press(typed, 'backspace').filters.tools).toBe('q ');
    expect(press(typed, 'ctrl+u')).toMatchObject({ isTyping: true, filters: { tools: '' } });
  });

  it('leads from match to match and round with n and N, down and up while it is typed', () => {
    const kept = press(start, '/', 'c', 'o', 'd', 'e', 'enter');
    expect(press(kept, 'n').selected.tools).toBe('codex');
    expect(press(kept, 'n', 'n').selected.tools).toBe('claude');
    expect(press(kept, 'N').selected.tools).toBe('codex');
    expect(press(start, '/', 'c', 'o', 'd', 'e', 'down').selected.tools).toBe('codex');
  });

  it('keeps the selected row by its id, also while the filter hides it', () => {
    const aider = press(start, 'G');
    const hidden = press(aider, '/', 'c', 'o', 'd', 'e', 'enter');
    expect(selectedRow(hidden, 'tools')?.id).toBe('claude');
    expect(press(hidden, 'esc').selected.tools).toBe('aider');
  });

  it('never selects a row that is not shown, whatever is typed and moved', () => {
    const key = fc.constantFrom(...'/cxog', 'enter', 'esc', 'j', 'k', 'n', 'N', 'G', 'backspace');
    fc.assert(
      fc.property(fc.array(key, { maxLength: 30 }), (keys) => {
        const state = press(start, ...keys);
        const row = selectedRow(state, 'tools');
        expect(row === undefined || rowIds(state, 'tools').includes(row.id)).toBe(true);
        expect(row === undefined).toBe(rowIds(state, 'tools').length === 0);
      }),
    );
  });
});
