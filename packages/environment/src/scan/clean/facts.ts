import type { AimPaths, Host } from '@aim/core';
import { resolveCommand, type DirectoryOwner } from '@aim/core';
import * as fs from 'node:fs';
import { placedDirectories } from '../caches/catalogue-places.js';
import { realPathOrNone } from '../../owners/read-metadata.js';
import { asidePlaceFor } from './aside-place.js';
import type { CopyFacts, FileFacts } from './copy-types.js';
import { mountPoints } from './mount-points.js';
import type { CleanFacts } from './types.js';

export interface FactsInput {
  host: Host;
  paths: AimPaths;
  /** The real folders that a user named; null where none are. */
  within: readonly string[] | null;
  /** Files that are in use by this very process. */
  inUse?: readonly string[];
}

/** What a plan of cleaning has to know of this machine. Looks only. */
export function cleanFacts({ host, paths, within, inUse = [] }: FactsInput): CleanFacts {
  const mounts = mountPoints();
  const own = [paths.config, paths.data, paths.state, paths.cache];
  const guarded = [host.home, host.cwd, ...own, ...inUse].flatMap((path) => [
    path,
    ...[realPathOrNone(path) ?? []].flat(),
  ]);
  return {
    within,
    guarded,
    mountPoints: mounts,
    placeFor: ({ path }) => asidePlaceFor(path, { host, paths, mounts }),
    canRun: (program) => resolveCommand(program, { ...host, cwd: host.home }).kind === 'found',
  };
}

/**
 * What a plan for copies has to know.
 *
 * @param owners - the directories of the catalogue
 */
export function copyFacts(
  owners: readonly DirectoryOwner[],
  { host, paths, within }: FactsInput,
): CopyFacts {
  const mounts = mountPoints();
  return {
    within,
    stores: placedDirectories(owners, host).placed.map(({ path }) => path),
    placeFor: (path) => asidePlaceFor(path, { host, paths, mounts }),
    canClone: (path) => sharesBlocks(path, host),
    file: fileFacts,
  };
}

function fileFacts(path: string): FileFacts | null | 'link' {
  try {
    const stat = fs.lstatSync(path, { bigint: true });
    if (stat.isSymbolicLink() || fs.realpathSync(path) !== path) return 'link';
    if (!stat.isFile()) return null;
    return {
      path,
      identity: `${stat.dev}:${stat.ino}`,
      device: String(stat.dev),
      size: Number(stat.size),
      allocatedBytes: Number(stat.blocks) * 512,
      modifiedMs: Number(stat.mtimeNs) / 1e6,
      mode: Number(stat.mode) & 0o7777,
      owner: `${stat.uid}:${stat.gid}`,
      names: Number(stat.nlink),
    };
  } catch {
    return null;
  }
}

/** The kinds of file system of Linux that can share blocks: Btrfs, XFS, bcachefs. */
const cloning: ReadonlySet<number> = new Set([0x9123683e, 0x58465342, 0xca451a4e]);

// Every file system that macOS makes today can; where one cannot, the step fails and changes nothing.
function sharesBlocks(path: string, { platform }: Host): boolean {
  if (platform === 'darwin') return true;
  try {
    return cloning.has(fs.statfsSync(path).type);
  } catch {
    return false;
  }
}
