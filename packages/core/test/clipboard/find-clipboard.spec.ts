import { describe, expect, it } from '@jest/globals';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyForATime, findClipboard } from '../../src/clipboard/clipboard.js';
import { tempFolder } from '../support/temp-folder.js';
import { testHost } from '../support/test-host.js';

/** A folder with these programs, each a shell script. */
function programs(scripts: Record<string, string>): string {
  const folder = tempFolder();
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

describe('the clipboard', () => {
  const wayland = { 'wl-copy': '', 'wl-paste': '' };
  it.each([
    ['wl-copy', { ...wayland, xclip: '' }, { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }],
    ['xclip', { xclip: '', xsel: '' }, { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }],
    ['xclip', { 'wl-copy': '', xclip: '' }, { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }],
    ['xsel', { xsel: '' }, { DISPLAY: ':0' }],
    ['powershell.exe', { 'powershell.exe': '' }, { WSL_DISTRO_NAME: 'Debian' }],
    [undefined, { ...wayland, xclip: '', pbcopy: '', pbpaste: '' }, {}],
    [undefined, {}, { DISPLAY: ':0' }],
  ])('is reached by %s, with %j and %j', async (program, scripts, env) => {
    const host = testHost({ env: { PATH: programs(scripts), ...env } });
    expect((await findClipboard(host))?.program).toBe(program);
  });

  it('of macOS is reached by pbcopy', async () => {
    const PATH = programs({ pbcopy: '', pbpaste: '' });
    const host = testHost({ platform: 'darwin', env: { PATH } });
    expect((await findClipboard(host))?.program).toBe('pbcopy');
  });
});

describe('wl-copy', () => {
  async function copyWith(help: string) {
    const log = join(tempFolder(), 'log');
    const PATH = programs({
      'wl-copy': `if [ "$1" = --help ]; then echo '${help}'; else echo "$@" >> ${log}; cat >> ${log}; fi`,
      'wl-paste': 'printf "something else"',
    });
    const host = testHost({ env: { PATH: `${PATH}:/bin`, WAYLAND_DISPLAY: 'wayland-0' } });
    const clipboard = await findClipboard(host);
    if (clipboard === undefined) throw new Error('There is no clipboard');
    const latestFile = join(tempFolder(), 'latest');
    const { sensitive } = await copyForATime({
      ...{ host, clipboard, value: 'the value', latestFile },
      ...{ clearAfterMs: 10, helperFile: undefined },
    });
    return { sensitive, log: readFileSync(log, 'utf8') };
  }

  it('is told that the copy is sensitive where it knows the word', async () => {
    expect(await copyWith('    --sensitive    Hint')).toEqual({
      sensitive: true,
      log: '--type text/plain --sensitive\nthe value',
    });
  });

  it('of before 2.3 is not', async () => {
    expect(await copyWith('    -n, --trim-newline')).toEqual({
      sensitive: false,
      log: '--type text/plain\nthe value',
    });
  });
});
