import { expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { systemHost } from '../../src/host/host.js';
import { bundleDriver } from '../support/driver.js';
import { tempFolder } from '../support/temp-folder.js';

it('knows the working directory', () => {
  expect(systemHost().cwd).toBe(process.cwd());
});

const driver = bundleDriver(
  `import { systemHost } from '../../src/host/host.js';
   process.stdout.write(systemHost().cwd);`,
  import.meta.dirname,
);

it.each([
  ['what PWD says', (gone: string) => gone, (gone: string) => gone],
  ['the root when PWD is not set', () => undefined, () => '/'],
  ['the root when PWD is not absolute', () => 'gone', () => '/'],
])('answers, in a working directory that was removed, %s', (_name, pwd, expected) => {
  const gone = join(tempFolder(), 'gone');
  const value = pwd(gone);
  const set = value === undefined ? 'unset PWD' : `PWD='${value}'; export PWD`;
  const script = `mkdir "$1" && cd "$1" && rmdir "$1" && ${set}; exec "$2" "$3"`;
  const cwd = execFileSync('/bin/sh', ['-c', script, 'sh', gone, process.execPath, driver]);
  expect(cwd.toString()).toBe(expected(gone));
});

it.each(['', 'relative'])('takes no HOME that is %j for the home', (told) => {
  const before = process.env['HOME'];
  process.env['HOME'] = told;
  try {
    expect(systemHost().home).toBe(userInfo().homedir);
  } finally {
    process.env['HOME'] = before;
  }
});
