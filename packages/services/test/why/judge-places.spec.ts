import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgePlaces, winnerOf } from '../../src/why/judge-places.js';
import type { FoundPlace, Reading } from '../../src/why/types.js';

const reading = fc.oneof<fc.Arbitrary<Reading>[]>(
  fc.constantFrom('', 'ours', 'theirs').map((text) => ({ kind: 'text', text })),
  fc.constantFrom('SET', 'NOT_SET').map((name) => ({ kind: 'variables', names: [name] })),
  fc
    .constantFrom('holds' as const, 'absent' as const, 'unknown' as const, 'not-checked' as const)
    .map((state) => ({ kind: 'state', state })),
);
const place = fc.record<FoundPlace>(
  {
    from: fc.constantFrom('flag', 'env', 'dotenv', 'config', 'keychain', 'helper', 'login'),
    where: fc.constant('somewhere'),
    notes: fc.constant([]),
    reading,
    sure: fc.boolean(),
    comparable: fc.boolean(),
    when: fc.constant('it rains'),
  },
  { requiredKeys: ['from', 'where', 'notes', 'reading', 'sure', 'comparable'] },
);
const judge = (places: FoundPlace[]) =>
  judgePlaces(places, {
    run: (name) => (name === 'SET' ? { secret: 'KEY' } : undefined),
    alone: (name) => (name === 'SET' ? { text: 'theirs' } : undefined),
    compare: (text) => ({ same: text === 'ours' ? 'yes' : 'no' }),
    secret: 'KEY',
  });

describe('the place that wins', () => {
  it('is one at most, holds a key without a condition, and nothing wins after it', () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 8 }), (places) => {
        for (const way of ['run', 'alone'] as const) {
          const judged = judge(places);
          const sure = judged.filter((each) => each[way].wins === 'yes');
          expect(sure.length).toBeLessThanOrEqual(1);
          const [first] = sure;
          if (first === undefined) continue;
          expect([first[way].state, first.when]).toEqual(['holds', undefined]);
          expect(judged.slice(first.rank).every((each) => each[way].wins === 'no')).toBe(true);
          expect(winnerOf(judged, way)).toMatchObject({ rank: first.rank, sure: true });
        }
      }),
    );
  });

  it('is never an empty or absent one, an option, or a login that asks', () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 8 }), (places) => {
        for (const { from, run } of judge(places).filter((each) => each.run.wins !== 'no')) {
          expect(['empty', 'absent']).not.toContain(run.state);
          expect(['flag', 'login']).not.toContain(from);
        }
      }),
    );
  });

  it('does not hand out what was found', () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 8 }), (places) => {
        expect(JSON.stringify(judge(places))).not.toMatch(/ours|theirs/);
      }),
    );
  });
});
