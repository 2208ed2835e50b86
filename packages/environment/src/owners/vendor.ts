import type { Host } from '@aim/core';
import { basename, dirname, join } from 'node:path';
import { namesIn, realPathOrNone } from './read-metadata.js';
import type { OwnedFile, OwnerProbe } from './types.js';

/**
 * The installers of Claude Code and of Cursor keep each version in the data folder and link the
 * program to the one in use: `claude/versions/VERSION` is a file, `cursor-agent/versions/VERSION` a
 * folder with `cursor-agent` in it.
 */
export const vendor: OwnerProbe = (file, { host }) => {
  const installer = vendorInstallers.find(({ binaries }) => binaries.includes(file.binary));
  const versionPath = installer?.versionPath(file);
  if (installer === undefined || versionPath === undefined) return undefined;
  const version = versionIn(basename(versionPath));
  if (!installer.version.test(version)) return undefined;
  const isTheirs = versionFolders(installer, host).some(
    (folder) => realPathOrNone(folder) === dirname(versionPath),
  );
  if (!isTheirs) return undefined;
  return { channel: 'vendor', package: null, version, evidence: file.realPath };
};

/** The versions that an installer keeps, by the real path of the folder that they are in. */
export function vendorVersions(
  installer: VendorInstaller,
  host: Host,
): { folder: string; versions: { path: string; version: string }[] }[] {
  const folders = versionFolders(installer, host).flatMap((folder) => realPathOrNone(folder) ?? []);
  return [...new Set(folders)].map((folder) => ({
    folder,
    versions: namesIn(folder).flatMap((name) => {
      const version = versionIn(name);
      return installer.version.test(version) ? [{ path: join(folder, name), version }] : [];
    }),
  }));
}

function versionFolders({ folder }: VendorInstaller, { env, home }: Host): string[] {
  const data = [env['XDG_DATA_HOME'], join(home, '.local', 'share')];
  return data.flatMap((place) => (place ? [join(place, folder, 'versions')] : []));
}

function versionIn(name: string): string {
  return name.replace(/\.exe$/i, '');
}

export interface VendorInstaller {
  /** The id of the tool. */
  tool: string;
  binaries: readonly string[];
  folder: string;
  version: RegExp;
  /** The entry of `versions` that the program is, or lies in. */
  versionPath: (file: OwnedFile) => string | undefined;
}

export const vendorInstallers: readonly VendorInstaller[] = [
  {
    tool: 'claude',
    binaries: ['claude'],
    folder: 'claude',
    version: /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.-]+)?$/,
    versionPath: ({ realPath }) => realPath,
  },
  {
    tool: 'cursor-agent',
    // The installer links it as `agent`, too.
    binaries: ['cursor-agent', 'agent'],
    folder: 'cursor-agent',
    version: /^\d{4}\.\d{2}\.\d{2}-[0-9a-f]+$/,
    versionPath: ({ realPath }) =>
      basename(realPath) === 'cursor-agent' ? dirname(realPath) : undefined,
  },
];
