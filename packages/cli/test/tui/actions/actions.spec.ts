import { describe, expect, it } from '@jest/globals';
import { actions } from '../../../src/tui/actions/actions.js';
import { findAction } from '../../../src/tui/actions/find-action.js';
import { footerItems } from '../../../src/tui/actions/footer-items.js';
import { intentOf } from '../../../src/tui/actions/intent-of.js';
import { isInReach } from '../../../src/tui/actions/reason-against.js';
import type { Intent } from '../../../src/tui/actions/types.js';
import { actionGroups } from '../../../src/tui/actions/types.js';
import { currentText } from '../../../src/tui/store/current-text.js';
import { allContexts, inputContext, type InputContext } from '../../../src/tui/store/context.js';
import { reduce } from '../../../src/tui/store/reduce.js';
import { paneIds } from '../../../src/tui/layout/layout.js';
import type { DashboardState } from '../../../src/tui/store/state.js';
import { sampleState } from '../support/sample-data.js';
import { stateIn } from '../support/states.js';

const panes = stateIn('panes');
const allKeys = [...new Set(actions.flatMap((action) => action.keys))];
/** Every context with every pane behind it. */
const everywhere = allContexts.flatMap((context) =>
  paneIds.map((focus) => ({ context, focus, state: stateIn(context, { focus }) })),
);
const exits = (intent: Intent | null): boolean =>
  intent?.kind === 'exit' || (intent?.kind === 'all' && intent.intents.some(exits));

describe('the action table', () => {
  it('says everything about every action', () => {
    for (const action of actions) {
      expect(action.title).not.toBe('');
      expect(action.short).not.toBe('');
      expect(actionGroups).toContain(action.group);
      expect(action.contexts.length).toBeGreaterThan(0);
    }
    expect(new Set(actions.map((action) => action.id)).size).toBe(actions.length);
    expect(new Set(actions.map((action) => action.title)).size).toBe(actions.length);
  });

  it.each(everywhere)('gives a key one meaning at a time ($context, $focus)', (at) => {
    expect(inputContext(at.state)).toBe(at.context);
    for (const key of allKeys) {
      const meanings = actions.filter(
        (action) => action.keys.includes(key) && isInReach(action, at.state),
      );
      expect([key, meanings.map(({ id }) => id)]).toEqual([
        key,
        meanings.slice(0, 1).map(({ id }) => id),
      ]);
    }
  });

  it('can reach every action', () => {
    const reached = everywhere.flatMap(({ state }) =>
      allKeys.map((key) => findAction(key, state)?.id),
    );
    expect(actions.filter(({ id }) => !reached.includes(id))).toEqual([]);
  });

  it('needs no second key: none is a part of another', () => {
    for (const key of allKeys) expect(key).toMatch(/^(.|[a-z]+|(ctrl|shift)\+[a-z]+|f1)$/u);
  });

  it.each(everywhere)('never quits with esc ($context, $focus)', ({ state }) => {
    expect(exits(intentOf('esc', state))).toBe(false);
  });

  it.each(everywhere)('quits with ctrl+c ($context, $focus)', ({ state }) => {
    expect(intentOf('ctrl+c', state)).toEqual({ kind: 'exit', exitCode: 130 });
  });

  it.each(everywhere)('quits with q at the root and nowhere else ($context, $focus)', (at) => {
    expect(exits(intentOf('q', at.state))).toBe(['panes', 'card'].includes(at.context));
  });

  it.each(allContexts.filter((context) => !['panes', 'card'].includes(context)))(
    'leads back from %s to the panes with esc',
    (context) => {
      let state = stateIn(context);
      for (let steps = 0; steps < 3 && inputContext(state) !== 'panes'; steps++) {
        const intent = intentOf('esc', state);
        if (intent?.kind !== 'change') throw new Error(`esc does nothing in ${context}`);
        state = reduce(state, intent.event);
      }
      expect(inputContext(state)).toBe('panes');
    },
  );

  it.each(allContexts)('leads back with q or types it (%s)', (context: InputContext) => {
    const state = stateIn(context);
    if (['panes', 'card'].includes(context)) return;
    const isText = currentText(state) !== null;
    expect(intentOf('q', state)).toEqual({
      kind: 'change',
      event: isText ? { type: 'typed', text: 'q' } : { type: 'closed' },
    });
  });

  it('says at the root that esc does not quit, and what does', () => {
    expect(noticeOf('esc', panes)).toMatch(/only q quits/);
  });

  it('reads again what the focused pane is made of', () => {
    const refresh = (focus: 'tools' | 'secrets' | 'health') => intentOf('r', { ...panes, focus });
    expect(refresh('tools')).toEqual({ kind: 'load', resources: ['status'] });
    expect(refresh('secrets')).toEqual({ kind: 'load', resources: ['status', 'keychain'] });
    expect(refresh('health')).toEqual({ kind: 'load', resources: ['health'] });
  });

  it('says why a key does nothing', () => {
    expect(noticeOf('enter', sampleState({ columns: 120, rows: 40 }))).toBe(
      'Show all of the selected row: the details are beside the lists',
    );
    expect(noticeOf('n', panes)).toMatch(/no filter is set/);
  });
});

function noticeOf(key: string, state: DashboardState): string | undefined {
  const intent = intentOf(key, state);
  if (intent?.kind !== 'change' || intent.event.type !== 'noticed') return undefined;
  return intent.event.text;
}

describe('footerItems', () => {
  it('shows what a key does now, the most needed first', () => {
    const { items } = footerItems(panes, 86);
    expect(items.map(({ key, short }) => `${key} ${short}`)).toEqual([
      '? help',
      'q quit',
      ': actions',
      '/ filter',
      'tab pane',
      'enter details',
      'i ask',
      '0 overview',
    ]);
    expect(footerItems(panes, 200).isCut).toBe(false);
    expect(footerItems(stateIn('help'), 100).items[0]).toEqual({ key: 'esc', short: 'back' });
  });

  it('is cut at the width', () => {
    const { items, isCut } = footerItems(panes, 30);
    const width = items.reduce((sum, { key, short }) => sum + key.length + short.length + 3, 0);
    expect(items.map(({ key }) => key)).toEqual(['?', 'q', ':']);
    expect(width).toBeLessThanOrEqual(30);
    expect(isCut).toBe(true);
  });
});
