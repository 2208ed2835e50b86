import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { pathFolders, resolveCommand } from '../../src/process/resolve-command.js';
import { tempFolder } from '../support/temp-folder.js';

function program(folder: string, name: string, mode = 0o755): string {
  const path = join(folder, name);
  fs.writeFileSync(path, '#!/bin/sh\n', { mode });
  return path;
}

const on = (env: Record<string, string>, cwd = '/') => ({ platform: 'linux' as const, env, cwd });

describe('resolveCommand', () => {
  it('takes the first program of that name along PATH', () => {
    const [first, second] = [tempFolder(), tempFolder()];
    program(second, 'tool');
    const expected = program(first, 'tool');
    expect(resolveCommand('tool', on({ PATH: `${first}:${second}` }))).toEqual({
      kind: 'found',
      path: expected,
    });
  });

  it('passes over folders and files that may not be executed', () => {
    const [first, second, third] = [tempFolder(), tempFolder(), tempFolder()];
    fs.mkdirSync(join(first, 'tool'));
    program(second, 'tool', 0o644);
    const expected = program(third, 'tool');
    expect(resolveCommand('tool', on({ PATH: [first, second, third].join(':') }))).toEqual({
      kind: 'found',
      path: expected,
    });
  });

  it('tells a file without permission from no file', () => {
    const folder = tempFolder();
    const path = program(folder, 'tool', 0o644);
    expect(resolveCommand('tool', on({ PATH: folder }))).toEqual({ kind: 'not-executable', path });
    expect(resolveCommand('other', on({ PATH: folder }))).toEqual({ kind: 'missing' });
  });

  it('takes a name with a slash as a path from the working folder', () => {
    const folder = tempFolder();
    const path = program(folder, 'tool');
    expect(resolveCommand('./tool', on({ PATH: '' }, folder))).toEqual({ kind: 'found', path });
  });

  it('says of a folder that is named that it cannot be executed', () => {
    const path = tempFolder();
    expect(resolveCommand(path, on({ PATH: '' }))).toEqual({ kind: 'not-executable', path });
  });

  it('does not follow a link that leads nowhere', () => {
    const folder = tempFolder();
    fs.symlinkSync(join(folder, 'gone'), join(folder, 'tool'));
    expect(resolveCommand('tool', on({ PATH: folder }))).toEqual({ kind: 'missing' });
  });

  it('tries the extensions of Windows in their order', () => {
    const folder = tempFolder();
    const path = program(folder, 'gemini.cmd');
    const host = {
      platform: 'win32' as const,
      env: { Path: folder, PATHEXT: '.EXE;.CMD' },
      cwd: '/',
    };
    expect(resolveCommand('gemini', host)).toEqual({ kind: 'found', path });
    expect(resolveCommand('gemini.cmd', host)).toEqual({ kind: 'found', path });
  });
});

describe('pathFolders', () => {
  it('reads an empty entry as the working folder', () => {
    expect(pathFolders(on({ PATH: '/bin::/usr/bin' }, '/work'))).toEqual([
      '/bin',
      '/work',
      '/usr/bin',
    ]);
  });

  it('has nothing to offer without PATH', () => {
    expect(pathFolders(on({}))).toEqual([]);
  });
});
