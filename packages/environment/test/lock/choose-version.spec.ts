import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseVersion, type ChooseInput } from '../../src/lock/choose-version.js';
import type { Integrity } from '../../src/lock/types.js';
import { compareVersions } from '../../src/versions/compare-versions.js';
import type { PackageFacts, VersionFacts } from '../../src/versions/facts/types.js';
import { offersVersion, type VersionRange } from '../../src/versions/range.js';

const now = new Date('2026-11-25T12:00:00.000Z');
const hour = 3_600_000;
const ago = (hours: number) => new Date(now.getTime() - hours * hour).toISOString();

const facts = (changes: Partial<VersionFacts> = {}): VersionFacts => ({
  publishedAt: ago(100),
  integrity: { any: ['sha512-x'] },
  signatures: [],
  withdrawn: null,
  ...changes,
});

const choose = (
  known: PackageFacts,
  range: VersionRange = { kind: 'any' },
  changes: Partial<ChooseInput> = {},
) =>
  chooseVersion({
    channel: 'npm',
    facts: known,
    range,
    policy: { cooldownMs: 24 * hour },
    now,
    ...changes,
  });

const exact = (version: string): VersionRange => ({ kind: 'exact', scheme: 'semver', version });

describe('the version that is chosen', () => {
  it('is the newest that is old enough, and what is held is told with its time', () => {
    const versions = {
      '1.0.0': facts(),
      '1.1.0': facts({ publishedAt: ago(25) }),
      '1.2.0': facts({ publishedAt: ago(3) }),
    };
    expect(choose({ latest: '1.2.0', versions })).toMatchObject({
      version: '1.1.0',
      held: [{ version: '1.2.0', until: '2026-11-26T09:00:00.000Z' }],
    });
    expect(choose({ latest: '1.2.0', versions }, exact('1.2.0'))).toMatchObject({
      version: '1.2.0',
      held: [],
      passed: { version: '1.2.0', until: '2026-11-26T09:00:00.000Z' },
    });
    expect(
      choose({ latest: '1.2.0', versions }, { kind: 'any' }, { policy: { cooldownMs: 0 } }),
    ).toMatchObject({
      version: '1.2.0',
    });
  });

  it('has a time that is told, and is none that is to come', () => {
    const unknown = { latest: '1.0.0', versions: { '1.0.0': facts({ publishedAt: null }) } };
    expect(choose(unknown)).toEqual({
      version: null,
      why: 'has no version of that range that is old enough',
      held: [{ version: '1.0.0', until: null }],
    });
    const future = { latest: '1.0.0', versions: { '1.0.0': facts({ publishedAt: ago(-9999) }) } };
    expect(choose(future).version).toBeNull();
  });

  it.each<[string, PackageFacts, string | null]>([
    [
      'is no newer than what the makers call the latest',
      { latest: '1.0.0', versions: { '1.0.0': facts(), '2.0.0': facts() } },
      '1.0.0',
    ],
    [
      'is the newest where they call none',
      { latest: null, versions: { '1.0.0': facts(), '2.0.0': facts() } },
      '2.0.0',
    ],
    [
      'is not withdrawn',
      {
        latest: '2.0.0',
        versions: { '1.0.0': facts(), '2.0.0': facts({ withdrawn: 'deprecated' }) },
      },
      '1.0.0',
    ],
    [
      'has a hash',
      { latest: '2.0.0', versions: { '1.0.0': facts(), '2.0.0': facts({ integrity: {} }) } },
      '1.0.0',
    ],
    [
      'is no pre-release',
      { latest: null, versions: { '1.0.0': facts(), '2.0.0-rc.1': facts() } },
      '1.0.0',
    ],
    ['is none of no order', { latest: null, versions: { newest: facts() } }, null],
  ])('%s', (_what, known, version) => {
    expect(choose(known).version).toBe(version);
  });

  it('is right on any registry: in the range, old enough, usable, and nothing better was there', () => {
    const some: fc.Arbitrary<VersionFacts> = fc.record({
      publishedAt: fc.option(fc.integer({ min: -50, max: 200 }).map(ago)),
      integrity: fc.constantFrom<Integrity>({ any: ['sha512-x'] }, { any: ['sha512-x'] }, {}),
      signatures: fc.constant([]),
      withdrawn: fc.constantFrom(null, null, 'deprecated'),
    });
    const version = fc
      .tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.nat({ max: 3 }))
      .map((parts) => parts.join('.'));
    const versions = fc.dictionary(version, some, { maxKeys: 12 });
    const range = fc.constantFrom<VersionRange>(
      { kind: 'any' },
      { kind: 'range', scheme: 'semver', text: '^1' },
      exact('1.1.1'),
    );
    fc.assert(
      fc.property(versions, range, fc.boolean(), (known, wish, isTagged) => {
        const latest = isTagged ? (Object.keys(known)[0] ?? null) : null;
        const choice = choose({ latest, versions: known }, wish);
        const isUsable = (each: string) => {
          const { publishedAt, integrity, withdrawn } = known[each] as VersionFacts;
          const isOld =
            publishedAt !== null && Date.parse(publishedAt) + 24 * hour <= now.getTime();
          const isSafe = wish.kind === 'exact' || (isOld && withdrawn === null);
          return isSafe && 'any' in integrity && offersVersion(wish, each);
        };
        const usable = Object.keys(known).filter(isUsable);
        const { version: taken } = choice;
        if (taken === null) {
          // What is newer than the makers' latest is left alone, and it may be all that is there.
          const allowed = latest !== null && (known[latest] as VersionFacts).withdrawn === null;
          if (!allowed) expect(usable).toEqual([]);
          return;
        }
        expect(usable).toContain(taken);
        const better = usable.filter((each) => (compareVersions(each, taken, 'npm') as number) > 0);
        for (const each of better) {
          expect(compareVersions(each, latest ?? '', 'npm')).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
