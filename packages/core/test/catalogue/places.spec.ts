import { describe, expect, it } from '@jest/globals';
import { placePaths, type PlaceScope } from '../../src/catalogue/places.js';

const host = { platform: 'linux', env: {}, home: '/home/ada', cwd: '/work/app/src' } as const;
const codex = { home: { path: '~/.codex', moved: ['$CODEX_HOME'] } };

function paths(path: string, scope: Partial<PlaceScope> = {}) {
  return placePaths({ path }, { host, ...scope });
}

describe('a place of the catalogue', () => {
  it('is below the home folder, or in the folder that a variable names', () => {
    expect(paths('~/.aider')).toEqual(['/home/ada/.aider']);
    expect(paths('$TMPDIR/chat_cache/**')).toEqual([]);
    expect(paths('$TMPDIR/x', { host: { ...host, env: { TMPDIR: '/tmp' } } })).toEqual(['/tmp/x']);
  });

  it('is in a folder of the tool, wherever that was moved', () => {
    expect(paths('{home}/auth.json', { folders: codex })).toEqual(['/home/ada/.codex/auth.json']);
    const moved = { ...host, env: { CODEX_HOME: '/data/codex/' } };
    expect(paths('{home}/auth.json', { folders: codex, host: moved })).toEqual([
      '/data/codex/auth.json',
    ]);
  });

  it('is not moved by a variable that is empty', () => {
    const empty = { ...host, env: { CODEX_HOME: '' } };
    expect(placePaths(codex.home, { host: empty })).toEqual(['/home/ada/.codex']);
  });

  it('takes the first variable that is set', () => {
    const place = { path: '~/.cache/uv', moved: ['$UV_CACHE_DIR', '$XDG_CACHE_HOME/uv'] };
    expect(placePaths(place, { host: { ...host, env: { XDG_CACHE_HOME: '/c' } } })).toEqual([
      '/c/uv',
    ]);
  });

  it('is of one platform', () => {
    const place = { path: { macos: '~/Library/Logs/x', windows: '%APPDATA%\\x' } };
    expect(placePaths(place, { host })).toEqual([]);
    expect(placePaths(place, { host: { ...host, platform: 'darwin' } })).toEqual([
      '/home/ada/Library/Logs/x',
    ]);
    const windows = { ...host, platform: 'win32', env: { APPDATA: 'C:\\A' } } as const;
    expect(placePaths(place, { host: windows })).toEqual(['C:\\A\\x']);
  });

  it('is in the project: here, at the top of the repository, or anywhere upward', () => {
    expect(paths('<cwd>/.mcp.json')).toEqual(['/work/app/src/.mcp.json']);
    expect(paths('<git-root>/.env')).toEqual([]);
    expect(paths('<git-root>/.env', { gitRoot: '/work/app' })).toEqual(['/work/app/.env']);
    expect(paths('<up>/.env')).toEqual([
      '/work/app/src/.env',
      '/work/app/.env',
      '/work/.env',
      '/.env',
    ]);
  });

  it('is nowhere when only the user knows', () => {
    expect(paths('<install>/models')).toEqual([]);
  });

  it.each(['{home}/x', '<nowhere>/x'])('is a mistake of the data when it is %s', (path) => {
    expect(() => paths(path)).toThrow(/is no (folder|placeholder)/);
  });
});
