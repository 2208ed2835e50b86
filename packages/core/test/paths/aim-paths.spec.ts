import { describe, expect, it } from '@jest/globals';
import { aimPaths } from '../../src/paths/aim-paths.js';

describe('aimPaths', () => {
  it('follows XDG on Linux', () => {
    const paths = aimPaths({ platform: 'linux', home: '/home/ann', env: {} });
    expect(paths.userConfigFile).toBe('/home/ann/.config/aim/aim_config.json');
    expect(paths.secretsDir).toBe('/home/ann/.local/share/aim/secrets');
    expect(paths.state).toBe('/home/ann/.local/state/aim');
    expect(paths.cache).toBe('/home/ann/.cache/aim');
  });

  it('honours XDG variables that are absolute and ignores others', () => {
    const env = { XDG_CONFIG_HOME: '/cfg', XDG_DATA_HOME: 'relative' };
    const paths = aimPaths({ platform: 'linux', home: '/h', env });
    expect(paths.config).toBe('/cfg/aim');
    expect(paths.data).toBe('/h/.local/share/aim');
  });

  it('uses Library on macOS', () => {
    const paths = aimPaths({ platform: 'darwin', home: '/Users/ann', env: {} });
    expect(paths.data).toBe('/Users/ann/Library/Application Support/aim');
    expect(paths.cache).toBe('/Users/ann/Library/Caches/aim');
  });

  it('uses AppData on Windows, with its separator', () => {
    const env = { APPDATA: 'C:\\Users\\ann\\AppData\\Roaming' };
    const paths = aimPaths({ platform: 'win32', home: 'C:\\Users\\ann', env });
    expect(paths.userConfigFile).toBe('C:\\Users\\ann\\AppData\\Roaming\\aim\\aim_config.json');
    expect(paths.data).toBe('C:\\Users\\ann\\AppData\\Local\\aim\\data');
  });

  it('lets AIM_HOME win over everything', () => {
    const env = { AIM_HOME: '/aim', XDG_CONFIG_HOME: '/cfg' };
    const paths = aimPaths({ platform: 'linux', home: '/h', env });
    expect([paths.config, paths.data, paths.state, paths.cache]).toEqual([
      '/aim/config',
      '/aim/data',
      '/aim/state',
      '/aim/cache',
    ]);
  });

  it.each([
    ['linux', 'vault'],
    ['linux', '~/vault'],
    ['darwin', './vault'],
    ['win32', 'C:vault'],
  ] as const)('refuses on %s an AIM_HOME that is %s', (platform, AIM_HOME) => {
    expect(() => aimPaths({ platform, home: '/h', env: { AIM_HOME } })).toThrow(
      expect.objectContaining({
        code: 'usage.invalid',
        message: `AIM_HOME must be an absolute path, not ${AIM_HOME}`,
      }),
    );
  });

  it('takes an absolute path of Windows there', () => {
    const env = { AIM_HOME: 'D:\\aim' };
    expect(aimPaths({ platform: 'win32', home: 'C:\\', env }).config).toBe('D:\\aim\\config');
  });

  it('keeps the key of the vault in another folder than the vault', () => {
    const paths = aimPaths({ platform: 'linux', home: '/h', env: {} });
    expect(paths.keyDir.startsWith(paths.data)).toBe(false);
  });
});
