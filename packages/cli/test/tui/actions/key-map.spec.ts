import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { actions } from '../../../src/tui/actions/actions.js';
import { findAction } from '../../../src/tui/actions/find-action.js';
import { footerItems } from '../../../src/tui/actions/footer-items.js';
import { keyMapProblems } from '../../../src/tui/actions/key-map.js';
import { isInReach } from '../../../src/tui/actions/reason-against.js';
import { keysOf } from '../../../src/tui/actions/keys-of.js';
import { isKeyName, parseKeys } from '../../../src/tui/input/parse-keys.js';
import { paneIds } from '../../../src/tui/layout/layout.js';
import { allContexts } from '../../../src/tui/store/context.js';
import { stateIn } from '../support/states.js';

describe('the keys of the table', () => {
  it('have no problem, and each is one that a terminal tells', () => {
    expect(keyMapProblems({})).toEqual([]);
    expect(actions.flatMap(({ keys }) => keys).filter((key) => !isKeyName(key))).toEqual([]);
  });
});

describe('a key map of the user', () => {
  it('gives an action other keys, in what they do and in what is shown', () => {
    const keyMap = { quit: ['ctrl+x'], 'focus-tools': ['T', 'alt+t'] };
    expect(keyMapProblems(keyMap)).toEqual([]);
    const state = stateIn('panes', { keyMap });
    expect(findAction('ctrl+x', state)?.id).toBe('quit');
    expect(findAction('q', state)).toBeUndefined();
    expect(findAction('alt+t', state)?.id).toBe('focus-tools');
    expect(footerItems(state, 80).items).toContainEqual({ key: 'ctrl+x', short: 'quit' });
  });

  it('may swap the keys of two actions', () => {
    expect(keyMapProblems({ filter: [':'], palette: ['/'] })).toEqual([]);
  });

  it('is refused where a key has two meanings, with both and the place', () => {
    expect(keyMapProblems({ 'delete-secret': ['y'] })).toEqual([
      { id: 'delete-secret', message: '"y" means copy-secret as well, in Secrets' },
    ]);
    expect(keyMapProblems({ no: ['y'] })).toEqual([
      { id: 'no', message: '"y" means yes as well, in a question' },
    ]);
  });

  it('is refused for what is no action and no key, and where letters are text', () => {
    expect(keyMapProblems({ quitt: ['x'] })[0]?.message).toMatch('no action has the id "quitt"');
    expect(keyMapProblems({ delete: ['x'] })[0]?.message).toMatch('is it delete-secret?');
    expect(keyMapProblems({ quit: ['shift+q'] })).toEqual([
      { id: 'quit', message: '"shift+q" is no key that a terminal tells' },
    ]);
    expect(keyMapProblems({ quit: ['ctrl+m'] })).toHaveLength(1);
    expect(keyMapProblems({ submit: ['s'] })).toEqual([
      { id: 'submit', message: '"s" is text in a form, where this has to work' },
    ]);
    expect(keyMapProblems({ abort: ['ctrl+x'] })).toEqual([
      { id: 'abort', message: 'ctrl+c quits from anywhere, and stays so' },
    ]);
  });

  it('that is taken leaves every key one meaning and every action reachable', () => {
    const ids = fc.constantFrom(...actions.map(({ id }) => id));
    const keys = fc.constantFrom('q', 'x', 'z', 'T', 'ctrl+x', 'ctrl+g', 'alt+q', 'f1', 'enter');
    fc.assert(
      fc.property(fc.dictionary(ids, fc.array(keys, { minLength: 1, maxLength: 2 })), (keyMap) => {
        if (keyMapProblems(keyMap).length > 0) return;
        for (const context of allContexts) {
          for (const focus of paneIds) {
            const state = stateIn(context, { focus, keyMap });
            const reached = actions.filter((action) => isInReach(action, state));
            const all = reached.flatMap((action) => [...new Set(keysOf(action, state))]);
            expect(new Set(all).size).toBe(all.length);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('isKeyName', () => {
  it('is true of everything that a terminal can send', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 4 }), (text) => {
        for (const key of parseKeys(text).keys) expect([key, isKeyName(key)]).toEqual([key, true]);
      }),
    );
  });
});
