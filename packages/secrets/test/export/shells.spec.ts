import { describe, expect } from '@jest/globals';
import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { itNeeds } from '../../../core/test/support/needs.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { formatExport, type ExportFormat } from '../../src/export.js';
import { anyValues, hostileValues, isHeld, variablesOf } from '../support/hostile-values.js';

const home = tempFolder();

interface Reading {
  shell: string;
  /** Reads the text from `$FILE`. */
  code: string;
  format: ExportFormat;
  values: readonly string[];
  locale?: string;
}

/** What a program has that the shell starts after it read the text: exactly these values. */
function expectRead({ shell, code, format, values, locale = 'C.UTF-8' }: Reading): void {
  const variables = variablesOf(values);
  const file = join(home, 'text');
  writeFileSync(file, formatExport(format, variables));
  const { stdout, stderr } = spawnSync(shell, ['-c', `${code}; env -0`], {
    cwd: home,
    env: { PATH: '/usr/bin:/bin', HOME: home, FILE: file, LC_ALL: locale },
    encoding: 'utf8',
  });
  const env = new Map(stdout.split('\0').map((pair) => pair.split(/=(.*)/s) as [string, string]));
  expect(stderr).toBe('');
  expect(variables.map(({ name }) => ({ name, value: env.get(name) }))).toEqual(variables);
}

describe.each(['bash', 'dash', 'zsh', 'fish'])('eval of the format sh, in %s', (shell) => {
  const code = 'eval "$(cat $FILE)"';

  itNeeds([shell], 'gives back every hostile value, and runs none', () => {
    expectRead({ shell, code, format: 'sh', values: hostileValues });
    expectRead({ shell, code, format: 'sh', values: hostileValues, locale: 'C' });
    expect(spawnSync('ls', [home], { encoding: 'utf8' }).stdout).not.toContain('pwned');
  });

  itNeeds([shell], 'gives back any value', () => {
    fc.assert(
      fc.property(anyValues, (values) => expectRead({ shell, code, format: 'sh', values })),
      { numRuns: 8 },
    );
  });
});

describe('the format sh', () => {
  itNeeds(['zsh'], 'does not mind the option of zsh by which two quotes are one', () => {
    const code = 'setopt rc_quotes; eval "$(cat $FILE)"';
    expectRead({ shell: 'zsh', code, format: 'sh', values: hostileValues });
  });
});

describe('the format fish', () => {
  itNeeds(['fish'], 'gives back every hostile value through source', () => {
    const code = 'cat $FILE | source';
    expectRead({ shell: 'fish', code, format: 'fish', values: hostileValues });
    expectRead({ shell: 'fish', code, format: 'fish', values: hostileValues, locale: 'C' });
  });

  itNeeds(['fish'], 'gives back any value', () => {
    fc.assert(
      fc.property(anyValues, (values) =>
        expectRead({ shell: 'fish', code: 'source $FILE', format: 'fish', values }),
      ),
      { numRuns: 8 },
    );
  });
});

describe('the format dotenv', () => {
  itNeeds(['dash'], 'can be read by a shell as well', () => {
    const values = hostileValues.filter((value) => isHeld('dotenv', value));
    expectRead({ shell: 'dash', code: 'set -a; . $FILE', format: 'dotenv', values });
  });
});
