import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expand, expandIfDefined } from '../../src/config/expand.js';

const scope = { home: '/home/ann', env: { REGISTRY: '/reg', EMPTY: '', NESTED: '$REGISTRY' } };

describe('expand', () => {
  it.each([
    ['%REGISTRY%/adapters', '/reg/adapters'],
    ['${REGISTRY}/adapters', '/reg/adapters'],
    ['$REGISTRY/adapters', '/reg/adapters'],
    ['~/bin', '/home/ann/bin'],
    ['~', '/home/ann'],
    ['%USERPROFILE%/.aim', '/home/ann/.aim'],
    ['$HOME/.aim', '/home/ann/.aim'],
    ['~ann/bin', '~ann/bin'],
    ['a~b', 'a~b'],
    ['${MISSING:-/default}/x', '/default/x'],
    ['${EMPTY:-full}', 'full'],
    ['$EMPTY', ''],
    ['cost: $$5 and 100%', 'cost: $5 and 100%'],
    ['$NESTED', '$REGISTRY'],
  ])('makes %s into %s', (text, expected) => {
    expect(expand(text, scope)).toEqual({ text: expected });
  });

  it('names every variable that is not set, once', () => {
    expect(expand('%A%/$B/${A}', scope)).toEqual({ missing: ['A', 'B'] });
    expect(expandIfDefined('%A%', scope)).toBeUndefined();
  });

  it('leaves text without its signs as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/[$%~]/.test(text));
        expect(expand(text, scope)).toEqual({ text });
      }),
    );
  });

  it('gives any text back through the escape for a dollar', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/[%~]/.test(text));
        expect(expand(text.replaceAll('$', '$$$$'), scope)).toEqual({ text });
      }),
    );
  });
});
