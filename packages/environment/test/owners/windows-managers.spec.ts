import { describe, expect, it } from '@jest/globals';
import { detectTools } from '../../src/index.js';
import { hostWith, tool } from '../support/host.js';
import { link, tree, type Entry } from '../support/tree.js';

function detect(folder: string, entries: Record<string, Entry>) {
  const root = tree(entries);
  const host = hostWith([`${root}/${folder}`], { platform: 'win32' });
  return { root, found: detectTools([tool('aichat')], host)[0] };
}

describe('scoop owns', () => {
  const app = 'scoop/apps/aichat/0.30.0';
  const files = {
    [`${app}/aichat.exe`]: 'MZ',
    [`${app}/manifest.json`]: '{"version":"0.30.0","bin":"aichat.exe"}',
    [`${app}/install.json`]: '{"bucket":"main","architecture":"64bit"}',
    'scoop/apps/aichat/current': link('0.30.0'),
  };

  it('a program of an app that is on PATH', () => {
    const { root, found } = detect('scoop/apps/aichat/current', files);
    expect(found).toMatchObject({
      channel: 'scoop',
      package: 'aichat',
      version: '0.30.0',
      evidence: `${root}/${app}/manifest.json`,
    });
  });

  it('the launcher whose .shim names one', () => {
    const target = tree(files);
    const { found } = detect('scoop/shims', {
      'scoop/shims/aichat.exe': 'MZ launcher',
      'scoop/shims/aichat.shim': `path = "${target}/scoop/apps/aichat/current/aichat.exe"\r\n`,
    });
    expect(found).toMatchObject({ channel: 'scoop', package: 'aichat', version: '0.30.0' });
  });

  it('nothing in a folder of that form without its record', () => {
    const { found } = detect('scoop/apps/aichat/current', {
      ...files,
      [`${app}/install.json`]: 'oops',
    });
    expect(found).toMatchObject({ channel: 'unknown', version: null });
  });
});

describe('winget owns', () => {
  const code = 'sigoden.AIChat_Microsoft.Winget.Source_8wekyb3d8bbwe';
  const files = {
    [`WinGet/Packages/${code}/aichat.exe`]: 'MZ',
    'WinGet/Links/aichat.exe': link(`../Packages/${code}/aichat.exe`),
  };

  it('a link to a package that it keeps an index of; the version is not on disk', () => {
    const { root, found } = detect('WinGet/Links', {
      ...files,
      [`WinGet/Packages/${code}/${code}.db`]: 'SQLite format 3\0…',
    });
    expect(found).toMatchObject({
      channel: 'winget',
      package: 'sigoden.AIChat',
      version: null,
      evidence: `${root}/WinGet/Packages/${code}/${code}.db`,
      problems: [],
    });
  });

  it('nothing where only the folder’s name speaks for it', () => {
    const { found } = detect('WinGet/Links', files);
    expect(found?.channel).toBe('unknown');
  });
});
