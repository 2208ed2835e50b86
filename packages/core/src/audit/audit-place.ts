import * as fs from 'node:fs';
import { join, resolve } from 'node:path';
import { expandIfDefined } from '../config/expand.js';
import type { AimConfig } from '../config/types.js';
import type { Host } from '../host/host.js';
import type { AimPaths } from '../paths/aim-paths.js';

/** One file for the whole log, or a folder with a file for each day. */
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

/** The files of a folder of daily files, the oldest first; throws where it cannot be read. */
export function dailyFiles(folder: string): string[] {
  const names = fs.readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return names.sort().map((name) => join(folder, name));
}

/** The file that holds the records of this time. */
export function auditFileOf(place: AuditPlace, time: Date): string {
  if ('file' in place) return place.file;
  return join(place.folder, `${time.toISOString().slice(0, 10)}.jsonl`);
}
