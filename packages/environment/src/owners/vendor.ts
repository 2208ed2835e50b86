import { basename, dirname, join } from 'node:path';
import { realPathOrNone } from './read-metadata.js';
import type { OwnedFile, OwnerProbe } from './types.js';

/**
 * The installers of Claude Code and of Cursor keep each version in the data folder and link the
 * program to the one in use: `claude/versions/VERSION` is a file, `cursor-agent/versions/VERSION` a
 * folder with `cursor-agent` in it.
 */
export const vendor: OwnerProbe = (file, { host }) => {
  const installer = installers.find(({ binaries }) => binaries.includes(file.binary));
  const versionPath = installer?.versionPath(file);
  if (installer === undefined || versionPath === undefined) return undefined;
  const version = basename(versionPath).replace(/\.exe$/i, '');
  if (!installer.version.test(version)) return undefined;
  const data = [host.env['XDG_DATA_HOME'], join(host.home, '.local', 'share')];
  const isTheirs = data.some(
    (place) =>
      place && realPathOrNone(join(place, installer.folder, 'versions')) === dirname(versionPath),
  );
  if (!isTheirs) return undefined;
  return { channel: 'vendor', package: null, version, evidence: file.realPath };
};

interface Installer {
  binaries: readonly string[];
  folder: string;
  version: RegExp;
  /** The entry of `versions` that the program is, or lies in. */
  versionPath: (file: OwnedFile) => string | undefined;
}

const installers: readonly Installer[] = [
  {
    binaries: ['claude'],
    folder: 'claude',
    version: /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.-]+)?$/,
    versionPath: ({ realPath }) => realPath,
  },
  {
    // The installer links it as `agent`, too.
    binaries: ['cursor-agent', 'agent'],
    folder: 'cursor-agent',
    version: /^\d{4}\.\d{2}\.\d{2}-[0-9a-f]+$/,
    versionPath: ({ realPath }) =>
      basename(realPath) === 'cursor-agent' ? dirname(realPath) : undefined,
  },
];
