import { describe, expect, it } from '@jest/globals';
import { actions } from '../../../src/tui/actions/actions.js';
import { findAction } from '../../../src/tui/actions/find-action.js';
import { footerItems } from '../../../src/tui/actions/footer-items.js';
import { helpLines } from '../../../src/tui/actions/help-lines.js';
import { actionGroups } from '../../../src/tui/actions/types.js';
import { inputContext } from '../../../src/tui/store/context.js';
import { sampleState } from '../support/sample-data.js';

const states = {
  panes: sampleState({ columns: 80, rows: 24 }),
  help: sampleState({ columns: 80, rows: 24 }, { overlay: 'help' }),
  detail: sampleState({ columns: 80, rows: 24 }, { overlay: 'detail' }),
  card: sampleState({ columns: 52, rows: 12 }, { overlay: 'help' }),
};
const allKeys = [...new Set(actions.flatMap((action) => action.keys))];

describe('the action table', () => {
  it('says everything about every action', () => {
    for (const action of actions) {
      expect(action.title).not.toBe('');
      expect(action.short).not.toBe('');
      expect(actionGroups).toContain(action.group);
      expect(action.keys.length).toBeGreaterThan(0);
    }
    expect(new Set(actions.map((action) => action.id)).size).toBe(actions.length);
    expect(new Set(actions.map((action) => action.title)).size).toBe(actions.length);
  });

  it('gives a key one meaning at a time', () => {
    for (const [context, state] of Object.entries(states)) {
      expect(inputContext(state)).toBe(context);
      for (const key of allKeys) {
        const meanings = actions.filter(
          (action) => action.keys.includes(key) && action.when(state),
        );
        expect({ key, context, count: meanings.length }).toEqual({
          key,
          context,
          count: Math.min(1, meanings.length),
        });
      }
    }
  });

  it('can reach every action, and show every one in the help', () => {
    const reached = Object.values(states).flatMap((state) =>
      allKeys.map((key) => findAction(key, state)?.id),
    );
    expect(actions.filter((action) => !reached.includes(action.id))).toEqual([]);
    const helped = helpLines().map((line) => line.text);
    expect(actions.filter((action) => !helped.includes(action.title))).toEqual([]);
  });

  it('quits with q at the root, goes back with it elsewhere, and never quits with esc', () => {
    expect(findAction('q', states.panes)?.run(states.panes)).toEqual({ kind: 'exit', exitCode: 0 });
    expect(findAction('q', states.card)?.run(states.card)).toEqual({ kind: 'exit', exitCode: 0 });
    for (const state of [states.help, states.detail]) {
      for (const key of ['q', 'esc']) {
        expect(findAction(key, state)?.run(state)).toEqual({
          kind: 'change',
          event: { type: 'closed' },
        });
      }
    }
    expect(findAction('esc', states.panes)).toBeUndefined();
    expect(findAction('esc', states.card)).toBeUndefined();
  });

  it('quits with ctrl+c anywhere', () => {
    for (const state of Object.values(states)) {
      expect(findAction('ctrl+c', state)?.run(state)).toEqual({ kind: 'exit', exitCode: 130 });
    }
  });

  it('reads again what the focused pane is made of', () => {
    const refresh = (focus: 'tools' | 'secrets' | 'health') =>
      findAction('r', states.panes)?.run({ ...states.panes, focus });
    expect(refresh('tools')).toEqual({ kind: 'load', resources: ['status'] });
    expect(refresh('secrets')).toEqual({ kind: 'load', resources: ['status', 'keychain'] });
    expect(refresh('health')).toEqual({ kind: 'load', resources: ['health'] });
  });

  it('opens the detail only where the layout has no room for it', () => {
    expect(findAction('enter', states.panes)?.id).toBe('detail');
    expect(findAction('enter', sampleState({ columns: 120, rows: 40 }))).toBeUndefined();
  });
});

describe('footerItems', () => {
  it('shows what a key does now, the most needed first', () => {
    const { items, isCut } = footerItems(states.panes, 100);
    expect(items.map(({ key, short }) => `${key} ${short}`)).toEqual([
      '? help',
      'q quit',
      'tab pane',
      'enter details',
      'r refresh',
      'R refresh all',
      'j down',
      'k up',
    ]);
    expect(isCut).toBe(false);
    expect(footerItems(states.help, 100).items[0]).toEqual({ key: 'esc', short: 'back' });
  });

  it('is cut at the width', () => {
    const { items, isCut } = footerItems(states.panes, 30);
    const width = items.reduce((sum, { key, short }) => sum + key.length + short.length + 3, 0);
    expect(items.map(({ key }) => key)).toEqual(['?', 'q', 'tab']);
    expect(width).toBeLessThanOrEqual(30);
    expect(isCut).toBe(true);
  });
});
