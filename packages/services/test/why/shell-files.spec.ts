import { describe, expect, it } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { shellExports } from '../../src/why/shell-files.js';
import { user, type Entry } from '../support/user.js';

const found = (files: Record<string, Entry>) => {
  const { home, host } = user(files);
  return shellExports(new Set(['KEY']), host).map(({ file, line, value }) => [
    file.replace(`${home}/`, ''),
    line,
    value,
  ]);
};

describe('the lines of shell files that set a variable', () => {
  it.each([
    ['export KEY=one', 'one'],
    [`export KEY='o n e'`, 'o n e'],
    ['  export KEY="one" # mine', 'one'],
    ['declare -x KEY=one;', 'one'],
    ['export KEY="$(pass show key)"', undefined],
    ['export KEY=`pass`', undefined],
    [`export KEY='one'"two"`, undefined],
    ['export KEY="a\\"b"', undefined],
    ['export KEY=', ''],
  ])('%s', (text, value) => {
    expect(found({ '.bashrc': `# first\n${text}\n` })).toEqual([['.bashrc', 2, value]]);
  });

  it.each(['KEY=one', '# export KEY=one', 'export OTHER=one', 'echo export KEY=one'])(
    'is not %s',
    (text) => expect(found({ '.bashrc': text })).toEqual([]),
  );

  it('are of zsh, fish and the session too', () => {
    expect(
      found({
        '.zshenv': 'export KEY=z',
        '.config/fish/config.fish': "set -gx KEY 'f'\nset -g KEY no",
        '.config/fish/conf.d/a.fish': 'set --global --export KEY g',
        '.config/environment.d/10-keys.conf': 'KEY=e',
      }),
    ).toEqual([
      ['.zshenv', 1, 'z'],
      ['.config/fish/config.fish', 1, 'f'],
      ['.config/fish/conf.d/a.fish', 1, 'g'],
      ['.config/environment.d/10-keys.conf', 1, 'e'],
    ]);
  });

  it('are none of a file that is a folder', () => {
    const { home, host } = user();
    mkdirSync(join(home, '.bashrc'));
    expect(shellExports(new Set(['KEY']), host)).toEqual([]);
  });
});
