import { describe, expect, it } from '@jest/globals';
import { frame } from '../support/frame.js';
import { sampleState } from '../support/sample-data.js';

describe('the routes view', () => {
  it('shows for each capability which tool takes it now, and which would follow', () => {
    const text = frame(sampleState({ columns: 80, rows: 24 }, { focus: 'routes' }));
    const lines = text.split('\n').slice(1, 5);
    expect(lines).toEqual([
      expect.stringContaining('[5 Routes 2]'),
      '┃    CAPABILITY   GOES TO  THEN                                                ┃',
      '┃›✔  code_review  codex    claude, goose                                       ┃',
      '┃ ✖  research     no tool                                                      ┃',
    ]);
  });

  it('says beside the list why each tool has its place', () => {
    const text = frame(sampleState({ columns: 120, rows: 30 }, { focus: 'routes' }));
    expect(text).toMatch(/1 codex +first of the configured chain/);
    expect(text).toMatch(/aider +not installed/);
  });

  it('names the other panes by number where their names do not fit', () => {
    const filters = { ...sampleState({ columns: 60, rows: 15 }).filters, routes: 'code_review' };
    const state = sampleState({ columns: 60, rows: 15 }, { focus: 'routes', filters });
    expect(frame(state).split('\n')[1]).toMatch(
      /^┏  0  1  2  3  4 \[5 Routes 1 of 2 \/code_review\] 6  7  ━+┓$/,
    );
  });
});
