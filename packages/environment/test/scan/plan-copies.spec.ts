import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planCopies, type CopyStep } from '../../src/index.js';

const place = { kind: 'trash', files: '/t/files', info: '/t/info', topFolder: null } as const;

describe('a plan for copies', () => {
  const file = (path: string, changes: object = {}) => ({
    path,
    identity: path,
    device: '1',
    size: 10,
    allocatedBytes: 4096,
    modifiedMs: 5,
    mode: 0o644,
    owner: '1:1',
    names: 1,
    ...changes,
  });

  function plan(
    files: ReturnType<typeof file>[],
    more: { stores?: string[]; canClone?: boolean; link?: 'hard'; within?: string[] } = {},
  ) {
    const known = new Map(files.map((each) => [each.path, each]));
    const groups = [{ hash: 'x', sizeBytes: 10, files: files.map(({ path }) => path) }];
    const { steps, left } = planCopies(
      groups,
      {
        file: (path) => known.get(path) ?? null,
        stores: more.stores ?? [],
        within: more.within ?? null,
        placeFor: () => place,
        canClone: () => more.canClone === true,
      },
      more.link && { link: more.link },
    );
    const row = ({ path, kept, how }: CopyStep) => `${how.kind} ${path} for ${kept}`;
    return [...steps.map(row), ...left.map(({ path, reason }) => `${reason} ${path}`)];
  }

  it('keeps the oldest copy, and what a program looks for', () => {
    const files = [file('/a'), file('/b', { modifiedMs: 1 }), file('/c', { modifiedMs: 3 })];
    expect(plan(files)).toEqual(['aside /a for /b', 'aside /c for /b']);
    expect(plan(files, { stores: ['/c'] })).toEqual(['aside /a for /c', 'aside /b for /c']);
  });

  it('shares blocks where the file system can, and makes links when asked to', () => {
    expect(plan([file('/a'), file('/b')], { canClone: true })).toEqual(['reflink /b for /a']);
    expect(plan([file('/a'), file('/b')], { canClone: true, link: 'hard' })).toEqual([
      'hard-link /b for /a',
    ]);
  });

  it('leaves what is not to be touched', () => {
    const first = file('/a', { modifiedMs: 0 });
    expect(plan([first, file('/r/.git/objects/x')])).toEqual(['name /r/.git/objects/x']);
    expect(plan([first, file('/x/id_ed25519')])).toEqual(['credential /x/id_ed25519']);
    expect(plan([first, file('/x/n', { names: 2 })])).toEqual(['aside /a for /x/n']);
    expect(plan([file('/a', { names: 3 }), file('/b', { names: 2 })])).toEqual(['names /b']);
    expect(plan([first, file('/p/node_modules/q/a'), file('/s/m')], { stores: ['/s'] })).toEqual([
      'aside /a for /p/node_modules/q/a',
      'program /s/m',
    ]);
    expect(plan([first, file('/b', { device: '2' })], { link: 'hard' })).toEqual(['device /b']);
    expect(plan([first, file('/b', { mode: 0o600 })], { link: 'hard' })).toEqual(['owner /b']);
    expect(plan([first, file('/b', { size: 11 })])).toEqual(['changed /b']);
    expect(plan([first, file('/o/b')], { within: ['/a'] })).toEqual(['outside /o/b']);
  });

  it('never removes the only copy: one path twice, or two names of one file', () => {
    expect(plan([file('/a'), file('/a')])).toEqual([]);
    expect(
      plan([file('/a', { identity: 'one', names: 2 }), file('/b', { identity: 'one', names: 2 })]),
    ).toEqual([]);
  });

  it('leaves one of each group in its place, of any groups', () => {
    const paths = ['/a', '/b', '/s/c', '/s/d', '/n/node_modules/e', '/g/.git/f', '/h'];
    const group = fc.record({
      hash: fc.constant('x'),
      sizeBytes: fc.constant(10),
      files: fc.array(fc.constantFrom(...paths), { minLength: 2 }),
    });
    const identity = fc.dictionary(fc.constantFrom(...paths), fc.constantFrom('one', 'two'));
    fc.assert(
      fc.property(
        fc.array(group, { maxLength: 4 }),
        identity,
        fc.boolean(),
        (groups, same, canClone) => {
          const known = new Map(
            paths.map((path) => [path, file(path, { identity: same[path] ?? path })]),
          );
          const { steps } = planCopies(groups, {
            file: (path) => known.get(path) ?? null,
            stores: ['/s'],
            within: null,
            placeFor: () => place,
            canClone: () => canClone,
          });
          const gone = new Set(steps.map((step) => step.identity));
          expect(gone.size).toBe(steps.length);
          for (const { kept, keptIdentity, identity: copy } of steps) {
            expect(gone.has(keptIdentity)).toBe(false);
            expect(keptIdentity).not.toBe(copy);
            expect(known.get(kept)?.identity).toBe(keptIdentity);
          }
        },
      ),
    );
  });
});
