import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';

/** Holds results of tests, by name and status, against a list of allowed skips. */
function check(tests, allowed) {
  const folder = mkdtempSync(join(tmpdir(), 'aim-skips-'));
  const assertionResults = Object.entries(tests).map(([fullName, status]) => ({
    fullName,
    status,
  }));
  const numPassedTests = assertionResults.filter(({ status }) => status === 'passed').length;
  const files = { results: { numPassedTests, testResults: [{ assertionResults }] }, allowed };
  for (const [name, data] of Object.entries(files)) {
    writeFileSync(join(folder, name), JSON.stringify(data));
  }
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'tools/check-skips.mjs'), join(folder, 'results'), join(folder, 'allowed')],
    { encoding: 'utf8' },
  );
  return [status, stdout, stderr];
}

describe('check-skips', () => {
  it('is content when nothing was skipped', () => {
    expect(check({ a: 'passed', b: 'passed' }, {})).toEqual([0, '2 tests passed, 0 skipped\n', '']);
  });

  it('is content with a skip that is listed with its reason', () => {
    expect(check({ a: 'passed', b: 'pending' }, { b: 'needs a Mac' })).toEqual([
      0,
      '1 tests passed, 1 skipped\n',
      '',
    ]);
  });

  it.each(['pending', 'todo', 'disabled'])('refuses a test that is %s and not listed', (status) => {
    expect(check({ a: 'passed', b: status }, {})).toEqual([
      1,
      '1 tests passed, 1 skipped\n',
      'skipped, and not listed: b\n',
    ]);
  });

  it('refuses a list that is longer than the truth, or says no reason', () => {
    expect(check({ a: 'passed', b: 'pending' }, { a: 'needs a Mac', b: ' ' })).toEqual([
      1,
      '1 tests passed, 1 skipped\n',
      'listed, but not skipped: a\nlisted without a reason: b\n',
    ]);
  });

  it('does not take a name that every object has for one that is listed', () => {
    expect(check({ constructor: 'pending' }, {})[0]).toBe(1);
  });
});
