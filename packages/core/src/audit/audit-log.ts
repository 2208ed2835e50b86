import * as fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expandIfDefined } from '../config/expand.js';
import type { AimConfig } from '../config/types.js';
import type { Host } from '../host/host.js';
import type { AimPaths } from '../paths/aim-paths.js';
import { redactData, type Redact } from '../redact/redact-data.js';
import { auditEvents, type AuditEvent, type AuditRecord, type AuditSeverity } from './events.js';

export interface AuditEntry {
  event: AuditEvent;
  message: string;
  severity?: AuditSeverity;
  details?: Readonly<Record<string, unknown>>;
  /** Removes values that may have slipped into the text; nothing is removed when absent. */
  redact?: Redact;
}

export interface AuditLog {
  /**
   * Appends one record. Never throws: the work that is recorded has already been done.
   *
   * @returns the reason when the record could not be written
   */
  append: (entry: AuditEntry) => unknown;
  /** Where a record of this moment goes; undefined when the audit is switched off. */
  file: () => string | undefined;
}

/**
 * The append-only log of what was done: one file a day below the data folder, or the one file of
 * `audit.logPath`. A record is written with its newline by one write on a file opened for
 * appending, so that many processes can share it.
 */
export function createAuditLog(
  host: Host,
  paths: AimPaths,
  config: AimConfig['audit'] = {},
): AuditLog {
  // Tells sessions apart in the log; guards nothing.
  const session = Math.floor(Math.random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
  const user = host.env['USER'] || host.env['USERNAME'] || host.env['LOGNAME'] || 'unknown';
  const file = () => (config.enabled === false ? undefined : logFile(host, paths, config.logPath));
  return {
    file,
    append: (entry) => {
      const path = file();
      if (path === undefined || !isWanted(config.events, entry.event)) return undefined;
      const record: AuditRecord = {
        timestamp: host.now().toISOString(),
        event_type: entry.event,
        severity: entry.severity ?? 'info',
        message: entry.message,
        details: entry.details ?? {},
        user,
        session_id: session,
      };
      try {
        appendLine(path, JSON.stringify(redactData(record, entry.redact ?? ((text) => text))));
        return undefined;
      } catch (error) {
        return error;
      }
    },
  };
}

/**
 * `audit.logPath`, from the data folder where it is relative, so that the log is one wherever AIM is
 * called. One whose variables are not set cannot be meant: then AIM's own is used.
 */
function logFile(host: Host, paths: AimPaths, configured: string | undefined): string {
  const path = configured === undefined ? undefined : expandIfDefined(configured, host);
  if (path !== undefined) return resolve(paths.data, path);
  return join(paths.auditDir, `${host.now().toISOString().slice(0, 10)}.jsonl`);
}

function isWanted(kinds: readonly string[] | undefined, event: AuditEvent): boolean {
  return kinds === undefined || kinds.includes(auditEvents[event].kind);
}

function appendLine(path: string, line: string): void {
  fs.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = fs.openSync(path, 'a+', 0o600);
  try {
    // A crash in mid-record leaves a line without an end: it must not swallow this record. Another
    // process may be in the middle of its write: then this makes an empty line, which readers skip.
    const separator = endsInMidLine(file) ? '\n' : '';
    fs.writeSync(file, `${separator}${line}\n`);
  } finally {
    fs.closeSync(file);
  }
}

function endsInMidLine(file: number): boolean {
  const size = fs.fstatSync(file).size;
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  fs.readSync(file, last, 0, 1, size - 1);
  return last[0] !== 0x0a;
}
