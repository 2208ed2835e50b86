import { basename, dirname, join } from 'node:path';
import { realPathOrNone } from './read-metadata.js';
import type { OwnerProbe } from './types.js';

/**
 * Claude Code's own installer keeps each version as one file, `claude/versions/<version>` in the
 * data folder, and links `claude` to the one in use.
 */
export const claudeNative: OwnerProbe = ({ realPath, binary }, { host }) => {
  if (binary !== 'claude') return undefined;
  const folder = dirname(realPath);
  const version = basename(realPath).replace(/\.exe$/i, '');
  if (!/^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.-]+)?$/.test(version)) return undefined;
  const data = [host.env['XDG_DATA_HOME'], join(host.home, '.local', 'share')];
  const isTheirs = data.some(
    (place) => place && realPathOrNone(join(place, 'claude', 'versions')) === folder,
  );
  if (!isTheirs) return undefined;
  return { channel: 'vendor', package: null, version, evidence: realPath };
};
