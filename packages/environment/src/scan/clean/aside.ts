import { AimError, fileError } from '@aim/core';
import * as fs from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { identityOf, moveEntry } from './held-folder.js';
import type { AsideItem } from './journal.js';
import type { AsidePlace } from './types.js';

/** Where an item of a cleaning is: in its place, put aside, or neither. */
export type AsideState = 'here' | 'aside' | 'gone';

export function asideState({ from, to, identity }: AsideItem): AsideState {
  if (identityOf(to) === identity) return 'aside';
  return identityOf(from) === identity ? 'here' : 'gone';
}

/** Puts an entry aside, with the note that file managers read, which is written first. */
export function putAside(item: AsideItem, { place, now }: { place: AsidePlace; now: Date }): void {
  makeFolder(dirname(item.to));
  if (item.note !== null) {
    makeFolder(dirname(item.note));
    writeNote(item.note, noteText(item.from, place.topFolder, now));
  }
  try {
    moveEntry(item.from, item.to, item.identity);
  } catch (error) {
    dropNote(item);
    throw error;
  }
}

/** Puts it back where it was. @throws AimError `file.exists`, `scan.changed`, `file.permission` */
export function takeBack(item: AsideItem): void {
  moveEntry(item.to, item.from, item.identity);
  dropNote(item);
}

/** Takes the note away that nothing belongs to. */
export function dropNote({ note }: AsideItem): void {
  if (note !== null) fs.rmSync(note, { force: true });
}

/**
 * The names that an entry gets where it is put aside.
 *
 * @param mark - tells it from all others, such as `12-3` for the third of a cleaning
 */
export function asideNames(
  from: string,
  place: AsidePlace,
  mark: string,
): Pick<AsideItem, 'to' | 'note'> {
  const name = `${basename(from)}.aim-${mark}`;
  const files = realFolder(place.files);
  if (place.info === null) return { to: join(files, name), note: null };
  return {
    to: join(files, name),
    note: join(dirname(files), basename(place.info), `${name}.trashinfo`),
  };
}

/** The real path of a folder that may have to be made, with what is not there yet as it is. */
function realFolder(folder: string): string {
  try {
    return fs.realpathSync(folder);
  } catch {
    const parent = dirname(folder);
    return parent === folder ? folder : join(realFolder(parent), basename(folder));
  }
}

function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw fileError('write', folder, error);
  }
}

function writeNote(path: string, text: string): void {
  try {
    fs.writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw fileError('write', path, error);
  }
}

/** As the trash specification has it: the path percent-encoded, the time that of the place. */
function noteText(from: string, topFolder: string | null, now: Date): string {
  const path = topFolder === null ? from : relative(topFolder, from);
  const encoded = path.split(sep).map(encodeURIComponent).join('/');
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
  return `[Trash Info]\nPath=${encoded}\nDeletionDate=${day}T${time}\n`;
}

/** @throws AimError `scan.changed` when the item is not where a cleaning put it */
export function ensureAside(item: AsideItem): void {
  if (asideState(item) === 'aside') return;
  throw new AimError('scan.changed', `${item.to} is not what was put there`, {
    details: { path: item.to },
  });
}
