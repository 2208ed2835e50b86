import { foldersUpward, isWithin, type AimPaths, type Host } from '@aim/core';
import { dirname, join } from 'node:path';
import { entryAt, mayWrite, targetOf } from '../../health/look-at-files.js';
import type { AsidePlace } from './types.js';

/**
 * Where an entry is put aside: on Linux the trash of freedesktop.org (that of the home, or of another
 * file system that it is on), elsewhere a folder of AIM. Null where none of them is on the same file system. Makes
 * nothing.
 */
export function asidePlaceFor(
  path: string,
  {
    host,
    paths,
    mounts,
  }: { host: Host; paths: Pick<AimPaths, 'state'>; mounts: readonly string[] },
): AsidePlace | null {
  const device = entryAt(path)?.dev;
  if (device === undefined) return null;
  const isOfHome = targetOf(host.home)?.dev === device;
  const trashes = isOfHome ? [homeTrash(host)] : mountTrash(path, host, mounts);
  const candidates = [...(host.platform === 'linux' ? trashes : []), quarantine(paths)];
  const fits = candidates.find(
    (place) => !isWithin(place.files, path) && deviceFor(place.files) === device,
  );
  return fits ?? null;
}

function homeTrash({ env, home }: Host): AsidePlace {
  const data = env['XDG_DATA_HOME']?.startsWith('/')
    ? env['XDG_DATA_HOME']
    : join(home, '.local/share');
  return trash(join(data, 'Trash'), null);
}

/** A shared `.Trash` has to be a folder with the sticky bit, and no link; else each user has one. */
function mountTrash(path: string, { uid }: Host, mounts: readonly string[]): AsidePlace[] {
  const top = [...foldersUpward(dirname(path))].find((folder) => mounts.includes(folder));
  if (top === undefined || uid === undefined) return [];
  const shared = entryAt(join(top, '.Trash'));
  const isShared = shared?.isDirectory() === true && (shared.mode & 0o1000) !== 0;
  return [...(isShared ? [join(top, '.Trash', String(uid))] : []), join(top, `.Trash-${uid}`)].map(
    (folder) => trash(folder, top),
  );
}

function trash(folder: string, topFolder: string | null): AsidePlace {
  return { kind: 'trash', files: join(folder, 'files'), info: join(folder, 'info'), topFolder };
}

function quarantine({ state }: Pick<AimPaths, 'state'>): AsidePlace {
  return { kind: 'quarantine', files: join(state, 'aside'), info: null, topFolder: null };
}

/** The device that a folder is on, or would be; undefined for a link, and where nobody may make it. */
function deviceFor(folder: string): number | undefined {
  const isLink = [folder, dirname(folder)].some((each) => entryAt(each)?.isSymbolicLink() === true);
  const there = [...foldersUpward(folder)].find((each) => targetOf(each) !== undefined);
  if (isLink || there === undefined || !mayWrite(there)) return undefined;
  const entry = targetOf(there);
  return entry?.isDirectory() === true ? entry.dev : undefined;
}
