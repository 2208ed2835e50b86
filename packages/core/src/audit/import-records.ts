import * as fs from 'node:fs';
import type { AimConfig } from '../config/types.js';
import type { Host } from '../host/host.js';
import type { AimPaths } from '../paths/aim-paths.js';
import { appendLines } from './append-lines.js';
import { auditPlace, importPath, logFiles, pathOfPlace, type AuditPlace } from './audit-place.js';
import type { ImportedRecord } from './events.js';
import { dayOf } from './retention.js';

/** The log as the place for records of an earlier system. */
export interface AuditImport {
  /** `sha256` of the records that were imported before. */
  known: ReadonlySet<string>;
  /** Appends records, each to the file of imports of its own day; those that are known are passed over. */
  append: (records: readonly ImportedRecord[]) => number;
}

/**
 * Opens the log for an import; undefined when the audit is switched off. What was imported is known
 * by the log itself: an import that was cut off goes on where it ended. The records are no part of the
 * chain: AIM did not see what they tell.
 */
export function openAuditImport(
  host: Host,
  paths: AimPaths,
  config: AimConfig['audit'] = {},
): AuditImport | undefined {
  const place = auditPlace(host, paths, config);
  if (place === undefined) return undefined;
  const files = logFiles(pathOfPlace(place)).map(({ path }) => path);
  const known = new Set(files.flatMap(importedIn));
  return { known, append: (records) => append(place, known, records) };
}

/** Lines that go into one write, so that a large import holds no large text. */
const linesAtOnce = 500;

function append(place: AuditPlace, known: Set<string>, records: readonly ImportedRecord[]): number {
  const lines = new Map<string, string[]>();
  for (const record of records) {
    if (known.has(record.imported.sha256)) continue;
    known.add(record.imported.sha256);
    const file = importPath(place, dayOf(new Date(record.timestamp)));
    const ofDay = lines.get(file) ?? [];
    ofDay.push(JSON.stringify(record));
    lines.set(file, ofDay);
  }
  let count = 0;
  for (const [file, all] of lines) {
    for (let start = 0; start < all.length; start += linesAtOnce) {
      appendLines(file, all.slice(start, start + linesAtOnce));
    }
    count += all.length;
  }
  return count;
}

/** A quick look before a line is parsed. */
const mark = /"imported":\{/;

function importedIn(file: string): string[] {
  if (fs.statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return [];
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => wholeRecord(line) ?? []);
}

/** The hash in a record; a line that was cut off is no record. */
function wholeRecord(line: string): string | undefined {
  if (!mark.test(line)) return undefined;
  try {
    const { imported } = JSON.parse(line) as Partial<ImportedRecord>;
    return typeof imported?.sha256 === 'string' ? imported.sha256 : undefined;
  } catch {
    return undefined;
  }
}
