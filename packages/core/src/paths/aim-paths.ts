import { posix, win32 } from 'node:path';
import { AimError } from '../errors/aim-error.js';
import type { Host } from '../host/host.js';

/** The folders that AIM writes to, and the files in them that more than one layer knows. */
export interface AimPaths {
  config: string;
  data: string;
  state: string;
  cache: string;
  userConfigFile: string;
  /** Holds a file for each tool of the user's own. */
  userManifests: string;
  trustFile: string;
  auditDir: string;
  secretsDir: string;
  /** Where the file vault's key lies when there is neither keychain nor passphrase. */
  keyDir: string;
}

/**
 * The folders of this user: below `AIM_HOME` when it is set, else the platform's own places
 * (XDG on Linux, Library on macOS, AppData on Windows). Pure; creates nothing.
 *
 * @throws AimError `usage.invalid` for an `AIM_HOME` that is not absolute
 */
export function aimPaths(host: Pick<Host, 'platform' | 'env' | 'home'>): AimPaths {
  const syntax = host.platform === 'win32' ? win32 : posix;
  const { join } = syntax;
  const { config, data, state, cache } = baseFolders(host, syntax);
  return {
    config,
    data,
    state,
    cache,
    userConfigFile: join(config, 'aim_config.json'),
    userManifests: join(config, 'tools'),
    trustFile: join(data, 'trust.json'),
    auditDir: join(data, 'audit'),
    secretsDir: join(data, 'secrets'),
    keyDir: join(config, 'keys'),
  };
}

type Folders = Pick<AimPaths, 'config' | 'data' | 'state' | 'cache'>;
type PathSyntax = Pick<typeof posix, 'join' | 'isAbsolute'>;

function baseFolders(host: Pick<Host, 'platform' | 'env' | 'home'>, syntax: PathSyntax): Folders {
  const { env, home, platform } = host;
  const { join } = syntax;
  if (env['AIM_HOME']) return subfolders(env['AIM_HOME'], syntax);
  if (platform === 'darwin') {
    const library = (name: string) => join(home, 'Library', name, 'aim');
    const support = library('Application Support');
    return {
      config: library('Preferences'),
      data: support,
      state: join(support, 'state'),
      cache: library('Caches'),
    };
  }
  if (platform === 'win32') {
    const roaming = env['APPDATA'] || join(home, 'AppData', 'Roaming');
    const local = env['LOCALAPPDATA'] || join(home, 'AppData', 'Local');
    return {
      config: join(roaming, 'aim'),
      data: join(local, 'aim', 'data'),
      state: join(local, 'aim', 'state'),
      cache: join(local, 'aim', 'cache'),
    };
  }
  // The XDG specification tells programs to ignore a value that is not absolute.
  const xdg = (name: string, ...standard: string[]) => {
    const value = env[name];
    return join(value?.startsWith('/') ? value : join(home, ...standard), 'aim');
  };
  return {
    config: xdg('XDG_CONFIG_HOME', '.config'),
    data: xdg('XDG_DATA_HOME', '.local', 'share'),
    state: xdg('XDG_STATE_HOME', '.local', 'state'),
    cache: xdg('XDG_CACHE_HOME', '.cache'),
  };
}

// A relative one would mean another vault in each working directory.
function subfolders(root: string, { join, isAbsolute }: PathSyntax): Folders {
  if (!isAbsolute(root)) {
    throw new AimError('usage.invalid', `AIM_HOME must be an absolute path, not ${root}`, {
      hint: 'Set it to a full path, or unset it: unset AIM_HOME',
      details: { AIM_HOME: root },
    });
  }
  return {
    config: join(root, 'config'),
    data: join(root, 'data'),
    state: join(root, 'state'),
    cache: join(root, 'cache'),
  };
}
