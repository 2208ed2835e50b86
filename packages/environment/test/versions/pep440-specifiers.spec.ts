import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { isOnPath } from '../../../core/test/support/needs.js';
import { allowsPep440 } from '../../src/versions/pep440-specifiers.js';

describe('allowsPep440', () => {
  it.each([
    ['>=3.9,<3.13', '3.12.7', true],
    ['>=3.9,<3.13', '3.13.0', false],
    [' >= 3.10 , != 3.11.* ', '3.11.4', false],
    ['!=3.11.*', '3.1.1', true],
    ['~=3.9', '3.14.0', true],
    ['~=3.9.2', '3.10.0', false],
    ['~=3.9.2', '3.9.1', false],
    ['==3.*', '3.12.0', true],
    ['==3.12', '3.12.0', true],
    ['===3.12', '3.12.0', false],
    ['>=3.6.*', '3.12.0', true],
    ['<3.13', '3.13.0rc1', false],
    ['<3.13.0rc2', '3.13.0rc1', true],
    ['>3.12', '3.12.0.post1', false],
    ['<=3.12', '3.12.1', false],
    ['', '3.12.1', true],
    ['>=3.9,', '3.12.1', true],
  ])('%s has %s: %s', (specifiers, version, allowed) => {
    expect(allowsPep440(specifiers, version)).toBe(allowed);
  });

  it.each(['~=3', '3.9', '=>3.9', '>=three', '>=3.9 <4'])('does not judge by %s', (specifiers) => {
    expect(allowsPep440(specifiers, '3.12.0')).toBeNull();
  });
});

/** The reference; pipx depends on it, and pip brings one of its own. */
const load = `
try: from packaging.specifiers import SpecifierSet
except ImportError: from pip._vendor.packaging.specifiers import SpecifierSet
`;
const judge = `${load}
import json, sys
pairs = json.load(sys.stdin)
print(json.dumps([SpecifierSet(s).contains(v, prereleases=True) for s, v in pairs]))
`;

function hasReference(): boolean {
  if (!isOnPath('python3')) return false;
  try {
    execFileSync('python3', ['-c', load], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

(hasReference() ? it : it.skip)('agrees with Python’s own [needs python3-packaging]', () => {
  const part = fc.integer({ min: 0, max: 4 });
  const numbers = fc.array(part, { minLength: 2, maxLength: 3 }).map((each) => each.join('.'));
  // As those of Python: that one takes 3.4a1 for none of 3.4.0.*, which PEP 440 does.
  const full = fc.tuple(part, part, part).map((each) => each.join('.'));
  const phase = fc.constantFrom('', '', '', 'a1', 'rc2', '.post1', '.dev3', 'rc1.dev2');
  const version = fc.tuple(numbers, phase).map((each) => each.join(''));
  const given = fc.tuple(full, phase).map((each) => each.join(''));
  const plain = fc.tuple(fc.constantFrom('>=', '<=', '<', '>', '==', '!=', '~='), version);
  const prefix = fc.tuple(
    fc.constantFrom('==', '!='),
    numbers.map((each) => `${each}.*`),
  );
  const clause = fc.oneof(plain, prefix).map((each) => each.join(''));
  const specifiers = fc.array(clause, { minLength: 1, maxLength: 3 }).map((each) => each.join(','));
  // Whether 1.4.post1 is above 1.4a1 is answered in two ways by its own versions.
  const isDisputed = ([wanted, version]: [string, string]) =>
    version.includes('.post') && />[\d.]+(?:a|rc|\.dev)/.test(wanted);
  const pairs = fc.sample(fc.tuple(specifiers, given), 2000).filter((pair) => !isDisputed(pair));
  const expected = JSON.parse(
    execFileSync('python3', ['-c', judge], { input: JSON.stringify(pairs), encoding: 'utf8' }),
  ) as boolean[];
  const differing = pairs.filter(
    ([wanted, given], index) => allowsPep440(wanted, given) !== expected[index],
  );
  expect(differing).toEqual([]);
});
