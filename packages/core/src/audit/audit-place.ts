import * as fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { expandIfDefined } from '../config/expand.js';
import type { AimConfig } from '../config/types.js';
import { isMissing } from '../errors/from-system-error.js';
import type { Host } from '../host/host.js';
import type { AimPaths } from '../paths/aim-paths.js';

/** One file for the whole log, with its full ones beside it; or a folder with a file for each day. */
export type AuditPlace = { file: string } | { folder: string };

/**
 * Where the log lies: `audit.logPath`, from the data folder where it is relative, so that the log is
 * one wherever AIM is called; undefined when it is switched off. A path whose variables are not set
 * cannot be meant: then AIM's own folder is used.
 */
export function auditPlace(
  host: Host,
  paths: AimPaths,
  { enabled, logPath }: NonNullable<AimConfig['audit']>,
): AuditPlace | undefined {
  if (enabled === false) return undefined;
  const path = logPath === undefined ? undefined : expandIfDefined(logPath, host);
  return path === undefined ? { folder: paths.auditDir } : { file: resolve(paths.data, path) };
}

export function pathOfPlace(place: AuditPlace): string {
  return 'file' in place ? place.file : place.folder;
}

/** A file of the log: a day can have several, once the first is full. */
export interface SegmentName {
  /** The day of its first record, as `2026-11-25`. */
  day: string;
  /** From 1. */
  part: number;
}

/** Where the segment lies while it is written to. */
export function segmentPath(place: AuditPlace, { day, part }: SegmentName): string {
  if ('file' in place) return place.file;
  return join(place.folder, part === 1 ? `${day}.jsonl` : `${day}.${part}.jsonl`);
}

/** Where a full segment of a log in one file is kept. */
export function keptPath(file: string, { day, part }: SegmentName): string {
  return part === 1 ? `${file}.${day}` : `${file}.${day}.${part}`;
}

/** Where imported records of this day lie: apart from the chain, which they are no part of. */
export function importPath(place: AuditPlace, day: string): string {
  return 'file' in place ? `${place.file}.imported` : join(place.folder, `${day}.imported.jsonl`);
}

export interface LogFile {
  path: string;
  /** Undefined for the file of a log in one file, and for a name that tells no day. */
  day: string | undefined;
  /** Holds records of an earlier system, which are no part of the chain. */
  isImported: boolean;
}

/**
 * The files of a log, the oldest first; of one day, what was imported comes first. None where there
 * is no log; throws where it cannot be looked at.
 *
 * @param place - a folder, or one file
 */
export function logFiles(place: string): LogFile[] {
  const stat = fs.statSync(place, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) return sorted(place, folderForm);
  const kept = sorted(dirname(place), new RegExp(`^${escaped(basename(place))}${keptForm}$`));
  return stat === undefined ? kept : [...kept, { path: place, day: undefined, isImported: false }];
}

const folderForm = /^(?:(\d{4}-\d\d-\d\d)(?:\.(\d{1,9}|imported))?|.*)\.jsonl$/;
const keptForm = String.raw`\.(?:(\d{4}-\d\d-\d\d)(?:\.(\d{1,9}))?|(?<imported>imported))`;

function sorted(folder: string, form: RegExp): LogFile[] {
  const files = namesIn(folder).flatMap((name) => {
    const found = form.exec(name);
    if (found === null) return [];
    const [, day, part = '1'] = found;
    const isImported = part === 'imported' || found.groups?.['imported'] !== undefined;
    return [{ path: join(folder, name), day, isImported, part: isImported ? 0 : Number(part) }];
  });
  files.sort((a, b) => compare(a.day ?? '', b.day ?? '') || a.part - b.part);
  return files.map(({ path, day, isImported }) => ({ path, day, isImported }));
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
