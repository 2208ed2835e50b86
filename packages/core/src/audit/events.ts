import type { AuditEventKind } from '../config/types.js';

interface AuditEventInfo {
  /** The kind by which the configuration (`audit.events`) switches it on; `log` always is. */
  kind: AuditEventKind | 'log';
  /** Reaches the disk before the work goes on: a change of secrets or policy. */
  isDurable?: true;
}

/** Every event that AIM records; the names of AIM+ where it had one. */
export const auditEvents = {
  secret_set: { kind: 'secret_access', isDurable: true },
  secret_get: { kind: 'secret_access' },
  secret_refused: { kind: 'secret_access' },
  secret_verify: { kind: 'secret_access' },
  secret_export: { kind: 'secret_access' },
  secret_check: { kind: 'secret_access' },
  secret_sweep: { kind: 'secret_access' },
  secret_why: { kind: 'secret_access' },
  secret_adopt: { kind: 'secret_access', isDurable: true },
  secret_adopt_undo: { kind: 'secret_access', isDurable: true },
  secret_delete: { kind: 'secret_access', isDurable: true },
  secret_rename: { kind: 'secret_access', isDurable: true },
  secret_rollback: { kind: 'secret_access', isDurable: true },
  secret_rotate: { kind: 'secret_access', isDurable: true },
  secret_backup: { kind: 'secret_access' },
  secret_restore: { kind: 'secret_access', isDurable: true },
  secret_import: { kind: 'secret_access', isDurable: true },
  secret_unlock: { kind: 'secret_access' },
  secret_lock: { kind: 'secret_access' },
  leak_found: { kind: 'secret_access' },
  leak_overwrite: { kind: 'secret_access', isDurable: true },
  tool_run: { kind: 'tool_invoke' },
  tool_invoke: { kind: 'tool_invoke' },
  breaker_reset: { kind: 'tool_invoke' },
  tool_install: { kind: 'install' },
  tool_upgrade: { kind: 'install' },
  tool_uninstall: { kind: 'install' },
  tool_rollback: { kind: 'install' },
  tool_adopt: { kind: 'install' },
  health_check: { kind: 'health_check' },
  health_repair: { kind: 'health_check' },
  lock_update: { kind: 'install' },
  scan_clean: { kind: 'install' },
  scan_restore: { kind: 'install' },
  scan_empty: { kind: 'install' },
  config_update: { kind: 'config_change', isDurable: true },
  config_trust: { kind: 'config_change', isDurable: true },
  /** What something else than a record left in the log. */
  audit_repair: { kind: 'log' },
  /** Which files were removed for their age. */
  audit_prune: { kind: 'log' },
} as const satisfies Record<string, AuditEventInfo>;

export type AuditEvent = keyof typeof auditEvents;

export const auditSeverities = ['debug', 'info', 'warning', 'error', 'critical'] as const;
export type AuditSeverity = (typeof auditSeverities)[number];

/** One line of the audit log, with the keys of AIM+. */
export interface AuditRecord {
  /** RFC 3339 in UTC with `Z`. */
  timestamp: string;
  event_type: AuditEvent;
  severity: AuditSeverity;
  message: string;
  /** Names, counts and outcomes. Never a secret's value, never the text of a prompt. */
  details: Readonly<Record<string, unknown>>;
  user: string;
  session_id: string;
  /** Its number in the chain; a record of an earlier system or version has none. */
  seq?: number;
  /** SHA-256 over it and, by the record before, all that was recorded before. */
  hash?: string;
}

/** A record of an earlier system, kept with its own time, type and data. */
export interface ImportedRecord extends Omit<AuditRecord, 'event_type'> {
  /** As the earlier system named it. */
  event_type: string;
  imported: ImportOrigin;
}

/** Where an imported record comes from. */
export interface ImportOrigin {
  file: string;
  /** From 1. */
  line: number;
  /** SHA-256 of what stands there, in hex: what tells that it is imported already. */
  sha256: string;
  /** The time as it was written, where it was written otherwise. */
  timestamp?: string;
}

/** What the log can be exported as. */
export const auditFormats = ['json', 'jsonl', 'csv'] as const;
export type AuditFormat = (typeof auditFormats)[number];
