import { describe, expect, it } from '@jest/globals';
import { actions } from '../../../src/tui/actions/actions.js';
import { intentOf } from '../../../src/tui/actions/intent-of.js';
import { matchWords } from '../../../src/tui/actions/match-words.js';
import { menuItems } from '../../../src/tui/actions/menu-items.js';
import { stateIn } from '../support/states.js';

const found = (query: string) =>
  menuItems(stateIn('palette', { menu: { query, selected: 0 } })).map(({ action }) => action.id);

describe('the help', () => {
  it('lists every action of the table, with the reason where it cannot be done', () => {
    const items = menuItems(stateIn('help'));
    expect(new Set(items.map(({ action }) => action))).toEqual(new Set(actions));
    const reasons = Object.fromEntries(items.map(({ action, reason }) => [action.id, reason]));
    expect(reasons).toMatchObject({
      refresh: null,
      'move-nextMatch': 'no filter is set; / sets one',
      'keep-text': 'only while text is typed',
    });
  });

  it('is searched by words', () => {
    const state = stateIn('help', { menu: { query: 'again pane', selected: 0 } });
    expect(menuItems(state).map(({ action }) => action.id)).toEqual(['refresh']);
  });

  it('does the chosen action where the help was opened', () => {
    const state = stateIn('help', { focus: 'health', menu: { query: 'again pane', selected: 0 } });
    expect(intentOf('enter', state)).toEqual({
      kind: 'all',
      intents: [
        { kind: 'change', event: { type: 'closed' } },
        { kind: 'load', resources: ['health'] },
      ],
    });
  });

  it('stays, and says why, when the chosen action cannot be done', () => {
    const state = stateIn('help', { menu: { query: 'next row that', selected: 0 } });
    expect(intentOf('enter', state)).toEqual({
      kind: 'change',
      event: {
        type: 'noticed',
        text: 'Next row that the filter shows: no filter is set; / sets one',
      },
    });
  });
});

describe('the palette', () => {
  it('finds actions by words in any order, by parts of words and by letters', () => {
    expect(found('health go')[0]).toBe('focus-health');
    expect(found('secr')[0]).toBe('focus-secrets');
    expect(found('rfrsh')).toEqual(['refresh', 'refresh-all']);
    expect(found('xyzzy')).toEqual([]);
  });

  it('finds an action by the command line that does the same', () => {
    expect(found('aim secrets list')[0]).toBe('focus-secrets');
  });

  it('puts what cannot be done last', () => {
    const reasons = menuItems(stateIn('palette')).map(({ reason }) => reason !== null);
    expect(reasons).toEqual(reasons.toSorted((one, other) => Number(one) - Number(other)));
    expect(reasons).toContain(true);
  });

  it('says that no action has the words', () => {
    const state = stateIn('palette', { menu: { query: 'xyzzy', selected: 0 } });
    expect(intentOf('enter', state)).toEqual({
      kind: 'change',
      event: { type: 'noticed', text: 'No action has these words' },
    });
  });
});

describe('matchWords', () => {
  it('prefers the start of a word to its middle, and both to scattered letters', () => {
    expect(matchWords('re', 'Read again')).toBe(0);
    expect(matchWords('ea', 'Read again')).toBe(1);
    expect(matchWords('rd', 'Read again')).toBe(2);
    expect(matchWords('rx', 'Read again')).toBeNull();
    expect(matchWords('AGAIN read', 'Read again')).toBe(0);
    expect(matchWords('', 'Read again')).toBe(0);
  });
});
