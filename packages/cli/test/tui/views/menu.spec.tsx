import { describe, expect, it } from '@jest/globals';
import { frame } from '../support/frame.js';
import { stateIn } from '../support/states.js';

describe('the palette', () => {
  it('lists actions with their keys and the command lines that do the same', () => {
    const menu = { query: 'go to', selected: 1 };
    const lines = frame(stateIn('palette', { menu })).split('\n');
    expect(lines[1]).toMatch(/^┏ Actions: go to_ ━+ 10 ┓$/);
    expect(lines[2]).toMatch(/^┃ +0 +Go to Overview +aim status ┃$/);
    expect(lines[3]).toMatch(/^┃› 2 +Go to Secrets +aim secrets list ┃$/);
  });

  it('says why an action cannot be done', () => {
    const menu = { query: 'every row', selected: 0 };
    expect(frame(stateIn('palette', { menu }))).toMatch(
      /esc +Show every row again +no filter is set, and only q quits/,
    );
  });

  it('says that nothing has the words', () => {
    const menu = { query: 'xyzzy', selected: 0 };
    expect(frame(stateIn('palette', { menu }))).toContain('No action has these words.');
  });
});

describe('the help', () => {
  it('shows what it is searched for, and only that', () => {
    const menu = { query: 'again', selected: 0 };
    const text = frame(stateIn('search', { menu }));
    expect(text).toContain('Help again_');
    expect(text).toMatch(/r +Read this pane again/);
    expect(text).not.toContain('Next pane');
    expect(frame(stateIn('help', { menu }))).toContain('Help /again');
  });
});

describe('a filter', () => {
  it('stands in the title of its pane, with the counts', () => {
    const filters = { ...stateIn('panes').filters, tools: 'cod' };
    expect(frame(stateIn('filter', { filters }))).toContain('1 Tools 2 of 3 /cod_ ');
    expect(frame(stateIn('panes', { filters }))).toContain('1 Tools 2 of 3 /cod ');
  });

  it('is named where it hides every row', () => {
    const filters = { ...stateIn('panes').filters, tools: 'xyzzy' };
    const text = frame(stateIn('panes', { filters }));
    expect(text).toContain('No row has "xyzzy".');
    expect(text).toContain('esc shows every row again.');
  });
});
