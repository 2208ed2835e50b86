import type { AimConfig } from '../config/types.js';
import type { Host } from '../host/host.js';
import type { AimPaths } from '../paths/aim-paths.js';
import { redactData, type Redact } from '../redact/redact-data.js';
import { appendLines } from './append-lines.js';
import { auditFileOf, auditPlace } from './audit-place.js';
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
  /** Where the records are read: a folder of daily files, or one file; undefined as `file`. */
  place: string | undefined;
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
  const place = auditPlace(host, paths, config);
  const file = () => place && auditFileOf(place, host.now());
  return {
    place: place && ('file' in place ? place.file : place.folder),
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
        appendLines(path, [JSON.stringify(redactData(record, entry.redact ?? ((text) => text)))]);
        return undefined;
      } catch (error) {
        return error;
      }
    },
  };
}

function isWanted(kinds: readonly string[] | undefined, event: AuditEvent): boolean {
  return kinds === undefined || kinds.includes(auditEvents[event].kind);
}
