import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRequire } from 'node:module';
import { compareVersions } from '../../src/index.js';

const semver = createRequire(import.meta.url)('semver') as {
  compare: (a: string, b: string) => number;
  valid: (version: string) => string | null;
};

/** Each version against each. */
function expectOrder(ordered: readonly string[], channel: 'npm' | 'pipx'): void {
  for (const [index, version] of ordered.entries()) {
    const orders = ordered.map((other) => compareVersions(version, other, channel) ?? NaN);
    expect([version, ...orders.map(Math.sign)]).toEqual([
      version,
      ...ordered.map((_, other) => Math.sign(index - other)),
    ]);
  }
}

describe('semantic versions', () => {
  /** The order that the specification gives, section 11, and the versions of real tools. */
  const ordered = [
    '0.0.1790712063-gb89205',
    '0.0.1790712063',
    '0.61.0',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0',
    '1.0.102',
    '2.1.329',
    '2.1.329000000000000000000000',
  ];

  it('rank as the specification says', () => {
    expectOrder(ordered, 'npm');
    expect(compareVersions('1.0.0+build.1', '1.0.0', 'npm')).toBe(0);
  });

  it('rank as npm ranks them', () => {
    const part = fc.oneof(fc.nat(20).map(String), fc.constantFrom('alpha', 'rc', '0a', '-', 'x-1'));
    const version = fc
      .tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.array(part, { maxLength: 3 }))
      .map(([a, b, c, rest]) => `${a}.${b}.${c}${rest.length > 0 ? `-${rest.join('.')}` : ''}`);
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(Math.sign(compareVersions(a, b, 'npm') ?? NaN)).toBe(semver.compare(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['2026.09.02-c22c1a3', 'b4321', '1.2', '01.2.3', '1.2.3-01', 'HEAD-abc1234', ''])(
    'a version that is none is not compared: %p',
    (version) => {
      expect(compareVersions(version, '1.0.0', 'vendor')).toBeNull();
      expect(compareVersions('1.0.0', version, 'brew')).toBeNull();
    },
  );
});

describe("Python's versions", () => {
  /** From PEP 440, with two that real tools use. */
  const ordered = [
    '1.0.dev456',
    '1.0a1',
    '1.0a2.dev456',
    '1.0a12.dev456',
    '1.0a12',
    '1.0b1.dev456',
    '1.0b2',
    '1.0b2.post345.dev456',
    '1.0b2.post345',
    '1.0rc1.dev456',
    '1.0rc1',
    '1.0',
    '1.0.post456.dev34',
    '1.0.post456',
    '1.1.dev1',
    '1.15.0',
    '1!0.1',
  ];

  it('rank as PEP 440 says', () => {
    expectOrder(ordered, 'pipx');
  });

  it.each([
    ['0.32', '0.32.0'],
    ['v1.0', '1.0'],
    ['1.0-1', '1.0.post1'],
    ['1.0.Alpha-2', '1.0a2'],
    ['2.3.0+cu121', '2.3.0'],
  ])('%s and %s are one', (a, b) => {
    expect(compareVersions(a, b, 'uv')).toBe(0);
  });

  it.each(['latest', '1.0-', '1..0', ''])('one that is none is not compared: %p', (version) => {
    expect(compareVersions(version, '1.0', 'uv')).toBeNull();
  });
});

it('what dpkg calls a version is not compared, though it may look like a semantic one', () => {
  expect(compareVersions('1.1.1-1', '1.1.1', 'apt')).toBeNull();
});
