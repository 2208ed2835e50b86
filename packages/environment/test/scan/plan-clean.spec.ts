import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planClean, type CleanFacts, type FoundCache, type HeldPath } from '../../src/index.js';

const place = { kind: 'trash', files: '/t/files', info: '/t/info', topFolder: null } as const;

const cache = (changes: Partial<FoundCache> = {}): FoundCache => ({
  id: 'pip',
  owner: { id: 'pip', name: 'pip' },
  origin: 'catalogue',
  kind: 'cache',
  safety: 'regenerable',
  proof: 'It is where pip keeps it.',
  path: '/home/ada/.cache/pip',
  isFolder: true,
  identity: '1:2',
  size: { files: 3, apparentBytes: 30, allocatedBytes: 40, freeableBytes: 40, newestMs: 0 },
  rules: { keep: [], repositoryDepth: 1 },
  holds: [],
  contents: 'Packages.',
  list: [],
  cleanup: ['pip cache purge'],
  clean: ['pip', 'cache', 'purge'],
  ...changes,
});

const facts = (changes: Partial<CleanFacts> = {}): CleanFacts => ({
  within: null,
  guarded: ['/home/ada', '/work'],
  mountPoints: ['/', '/home'],
  placeFor: () => place,
  canRun: () => false,
  ...changes,
});

const reason = (changes: Partial<FoundCache>, more: Partial<CleanFacts> = {}, only?: string[]) => {
  const { steps, left } = planClean([cache(changes)], facts(more), only && { only });
  return steps.length > 0 ? steps[0]?.how.kind : left[0]?.reason;
};

describe('a plan of cleaning', () => {
  it('puts a proven cache aside, and says why and how it comes back', () => {
    expect(planClean([cache()], facts())).toEqual({
      steps: [
        expect.objectContaining({
          path: '/home/ada/.cache/pip',
          bytes: 40,
          how: { kind: 'aside', place },
          why: 'It is where pip keeps it. It holds nothing that must stay.',
          comesBack:
            'pip makes it again when it needs it. `aim scan restore` brings it back until it is emptied.',
        }),
      ],
      left: [],
      bytes: 40,
    });
  });

  it('takes the own command of a program that is here, unless told not to', () => {
    const here = facts({ canRun: (program) => program === 'pip' });
    const argv = ['pip', 'cache', 'purge'];
    expect(planClean([cache()], here).steps[0]?.how).toEqual({ kind: 'own-command', argv });
    expect(planClean([cache()], here, { ownCommands: false }).steps[0]?.how.kind).toBe('aside');
  });

  it('leaves what is not plainly a cache, each with its reason', () => {
    expect(reason({ proof: null })).toBe('unproven');
    expect(reason({ safety: 'unproven' })).toBe('unproven');
    expect(reason({ safety: 'user-data', kind: 'sessions' })).toBe('yours');
    expect(reason({ safety: 'keep', kind: 'installs' })).toBe('yours');
    expect(reason({ safety: 'secret', kind: 'credentials' })).toBe('yours');
    expect(reason({ holds: [{ path: '/home/ada/.cache/pip/token', why: 'credential' }] })).toBe(
      'credential',
    );
    expect(reason({ path: '/work/a/.git' })).toBe('name');
    expect(reason({ path: '/work/a/.git/objects' })).toBe('name');
    expect(reason({ path: '/work/a/dist' })).toBe('name');
    expect(reason({ path: '/work/a/build' })).toBe('name');
    expect(reason({ path: '/v/lib/site-packages' })).toBe('name');
    expect(reason({}, { within: ['/work'] })).toBe('outside');
    expect(reason({ path: '/home/ada' })).toBe('guarded');
    expect(reason({ path: '/home' })).toBe('guarded');
    expect(reason({ path: '/' })).toBe('guarded');
    expect(reason({}, { mountPoints: ['/home/ada/.cache/pip'] })).toBe('mount');
    expect(reason({}, { mountPoints: ['/home/ada/.cache/pip/http'] })).toBe('mount');
    expect(reason({}, { placeFor: () => null })).toBe('no-place');
  });

  it('takes what is downloaded again only by name, and of models only by their own command', () => {
    const browsers = { safety: 'redownload' } as const;
    const models = { safety: 'redownload', kind: 'models' } as const;
    expect(reason(browsers)).toBe('choice');
    expect(reason(browsers, {}, ['pip'])).toBe('aside');
    expect(reason(models)).toBe('models');
    expect(reason(models, {}, ['pip'])).toBe('models');
    expect(reason(models, { canRun: () => true }, ['pip'])).toBe('own-command');
  });

  it('never takes anything that one of its rules forbids, of any caches and any machine', () => {
    const name = fc.constantFrom(
      'home',
      'ada',
      'work',
      '.git',
      'dist',
      'a',
      'b',
      'site-packages',
      '.cache',
    );
    const path = fc.array(name, { maxLength: 5 }).map((names) => `/${names.join('/')}`);
    const why = fc.constantFrom<HeldPath['why'][]>(
      'kept',
      'credential',
      'repository',
      'unreadable',
      'own-directory',
    );
    const anyCache = fc.record({
      path,
      safety: fc.constantFrom<FoundCache['safety'][]>(
        'regenerable',
        'redownload',
        'user-data',
        'keep',
        'secret',
        'unproven',
      ),
      kind: fc.constantFrom<FoundCache['kind'][]>(
        'cache',
        'models',
        'logs',
        'sessions',
        'installs',
      ),
      proof: fc.constantFrom('It is.', null),
      holds: fc.array(fc.record({ path, why }), { maxLength: 1 }),
      size: fc.record({
        files: fc.nat(2),
        freeableBytes: fc.nat(9),
        apparentBytes: fc.nat(9),
        allocatedBytes: fc.nat(9),
        newestMs: fc.constant(0),
      }),
    });
    const machine = fc.record({
      within: fc.option(fc.array(path, { maxLength: 2 })),
      guarded: fc.array(path, { maxLength: 2 }),
      mountPoints: fc.array(path, { maxLength: 2 }),
      canRun: fc.constantFrom(
        () => true,
        () => false,
      ),
      placeFor: fc.constantFrom(
        () => place,
        () => null,
      ),
    });
    const isIn = (inner: string, outer: string) =>
      `${inner}/`.startsWith(outer === '/' ? '/' : `${outer}/`);
    fc.assert(
      fc.property(
        fc.array(anyCache, { maxLength: 6 }),
        machine,
        fc.boolean(),
        (some, here, isChosen) => {
          const all = some.map((each) => cache(each));
          const plan = planClean(all, here, isChosen ? { only: ['pip'] } : {});
          expect(plan.bytes).toBe(plan.steps.reduce((sum, { bytes }) => sum + bytes, 0));
          const wanted = all.filter(({ size }) => size.files > 0);
          expect(plan.steps.length + plan.left.length).toBe(wanted.length);
          for (const step of plan.steps) {
            const from = all.filter((each) => each.path === step.path);
            expect(
              from.some(
                ({ proof, holds, safety }) =>
                  proof !== null && holds.length === 0 && /^re/.test(safety),
              ),
            ).toBe(true);
            expect(step.path).not.toMatch(/\/\.git(\/|$)|\/(dist|site-packages)$/);
            expect(here.guarded.some((folder) => isIn(folder, step.path))).toBe(false);
            expect(here.mountPoints.some((mount) => isIn(mount, step.path))).toBe(false);
            expect(here.within === null || here.within.some((root) => isIn(step.path, root))).toBe(
              true,
            );
            if (!isChosen)
              expect(
                from.some(({ safety, kind }) => safety === 'regenerable' && kind !== 'models'),
              ).toBe(true);
          }
        },
      ),
    );
  });
});
