import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  allowsVersion,
  offersVersion,
  parseRange,
  rangeText,
  type VersionRange,
  type VersionScheme,
} from '../../src/versions/range.js';

const range = (text: string, scheme: VersionScheme) => {
  const read = parseRange(text, scheme);
  if ('problem' in read) throw new Error(read.problem);
  return read;
};

describe('a range', () => {
  it.each<[VersionScheme, string, string[], string[]]>([
    ['semver', '1.2.3', ['1.2.3', 'v1.2.3'], ['1.2.4']],
    ['semver', '^1.2', ['1.2.0', '1.9.9'], ['1.1.9', '2.0.0']],
    ['semver', '1.x', ['1.0.0', '1.9.0'], ['2.0.0', '0.9.0']],
    ['semver', '>=1.2 <1.4 || 2.0.1', ['1.3.9', '2.0.1'], ['1.4.0', '2.0.0']],
    ['semver', 'latest', ['0.0.1', '99.0.0'], []],
    ['pep440', '1.0', ['1.0', '1.0.0', '1.0+cu121'], ['1.0.1', '1.0rc1']],
    ['pep440', '~=1.4', ['1.4', '1.9.9'], ['1.3', '2.0']],
    ['pep440', '>=1,<2,!=1.5.*', ['1.4', '1.6'], ['1.5.2', '2.0']],
    ['pep440', '==2.*', ['2.0', '2.9.1'], ['3.0']],
    ['text', '1:2.3-1ubuntu1', ['1:2.3-1ubuntu1'], ['1:2.3-1']],
    ['text', '^1.2', ['1.3.0'], ['2.0.0']],
  ])('%s %s allows %j and not %j', (...row) => {
    const [scheme, text, right, wrong] = row;
    const read = range(text, scheme);
    expect(right.filter((version) => !allowsVersion(read, version))).toEqual([]);
    expect(wrong.filter((version) => allowsVersion(read, version))).toEqual([]);
  });

  it.each<[VersionScheme, string]>([
    ['semver', 'newest'],
    ['semver', '^^1'],
    ['semver', ''],
    ['pep440', '^1.2'],
    ['pep440', '1.x'],
    ['pep440', '~=1'],
    ['pep440', '>=1.*'],
    ['pep440', '>=1,'],
    ['text', 'newest'],
  ])('%s %j is none, and what was expected is told', (scheme, text) => {
    expect(parseRange(text, scheme)).toEqual({
      problem: expect.stringContaining('expected a version'),
    });
  });

  it.each<[VersionScheme, string, string, boolean]>([
    ['semver', '^1.2', '1.3.0-beta.1', false],
    ['semver', '^1.2.0-beta.0', '1.2.0-beta.1', true],
    ['semver', '*', '2.0.0-rc.1', false],
    ['pep440', '>=1', '2.0rc1', false],
    ['pep440', '>=2.0rc0', '2.0rc1', true],
    ['pep440', '2.0rc1', '2.0rc1', true],
    ['pep440', '*', '2.0.dev3', false],
  ])('%s %s offers %s: %s', (...row) => {
    const [scheme, text, version, isOffered] = row;
    expect(offersVersion(range(text, scheme), version)).toBe(isOffered);
  });

  const scheme = fc.constantFrom<VersionScheme>('semver', 'pep440', 'text');
  const number = fc.nat({ max: 40 });
  const version = fc.tuple(number, number, number).map((parts) => parts.join('.'));

  it('of any text is read or refused, and what is read reads the same again', () => {
    const written = fc.stringMatching(/^[\^~=<>!*x0-9.,| abrc-]{0,14}$/);
    fc.assert(
      fc.property(scheme, written, version, (how, text, some) => {
        const read = parseRange(text, how);
        if ('problem' in read) return;
        const again = range(rangeText(read), how);
        expect(again).toEqual(read);
        expect(allowsVersion(again, some)).toBe(allowsVersion(read, some));
      }),
    );
  });

  it('allows whatever it offers, and its own exact version', () => {
    const ranges = fc
      .tuple(scheme, version, fc.constantFrom('', '>=', '<'))
      .map(([how, some, operator]): VersionRange => range(`${operator}${some}`, how));
    fc.assert(
      fc.property(ranges, version, (read, some) => {
        if (offersVersion(read, some)) expect(allowsVersion(read, some)).toBe(true);
        if (read.kind === 'exact') expect(allowsVersion(read, read.version)).toBe(true);
      }),
    );
  });
});
