import type { DocumentNode } from '@aim/core';

/** What an old file is; it decides whose word counts where two differ. */
export type SourceKind = 'registry' | 'rules' | 'bridge' | 'config' | 'toolstack';

/** A file of AIM+ or AI_MANGER that was read. */
export interface MigrationSource {
  kind: SourceKind;
  file: string;
  /** The tree of AIM+ that it belongs to: the folder of `AIM_registry.json`. */
  tree: string | null;
  root: DocumentNode;
}

/** A name in an object, or the number of an entry of a list. */
export type Segment = string | number;

/**
 * `carried`: it is in the new file. `same`: it is there already, or by a stronger file.
 * `overruled`: a stronger file says otherwise. `step`: a command takes care of it. `dropped`: it
 * has no place.
 */
export type FieldOutcome = 'carried' | 'same' | 'overruled' | 'step' | 'dropped';

/** What becomes of one field of an old file. Never holds its value. */
export interface PlannedField {
  file: string;
  /** From 1. */
  line: number;
  column: number;
  /** In dots, such as `tools.aider.adapterScript`. */
  path: string;
  /** The key of `aim_config.json`, or the command; null where there is none. */
  to: string | null;
  outcome: FieldOutcome;
  /** Why it is not carried, or what was changed of it. */
  note: string | null;
}

/** Two files that say different things of one key. */
export interface MigrationConflict {
  to: string;
  winner: ConflictSide;
  losers: ConflictSide[];
}

export interface ConflictSide {
  file: string;
  /** From 1; null in the configuration that is there already. */
  line: number | null;
  value: unknown;
}

/** Whose tools and routes count where the two halves of AIM+ differ. */
export type Preference = 'rules' | 'config';

/** Where every field of the old files goes, and the file that comes of it. */
export interface ConfigPlan {
  fields: PlannedField[];
  conflicts: MigrationConflict[];
  /** The whole new configuration. */
  config: Record<string, unknown>;
  /** False when the configuration holds all of it already. */
  changed: boolean;
}

/** What the old logs hold, and what of it AIM's log has not. */
export interface AuditPlan {
  files: string[];
  records: number;
  /** Records that would be imported; none when the audit is switched off. */
  left: number;
  isOn: boolean;
  unread: { file: string; line: number | null; reason: string }[];
}

/** Secrets that an old system kept; never their values. */
export interface SecretsStep {
  from: 'keyring' | 'vault';
  file: string;
  /** Their names in AIM. */
  names: string[];
  /** Those that AIM does not have. */
  missing: string[];
  /** What to call. */
  command: string;
}

/** The file that the migration writes. */
export interface MigrationTarget {
  file: string;
  kind: 'user' | 'project' | 'explicit';
  exists: boolean;
}

/** Everything that a migration would do. */
export interface MigrationPlan extends ConfigPlan {
  target: MigrationTarget;
  sources: { file: string; kind: SourceKind; what: string; fields: number }[];
  audit: AuditPlan;
  secrets: SecretsStep[];
  /** True when there is nothing to write and nothing to import. */
  isDone: boolean;
}

/** What a migration did. */
export interface Migrated {
  /** What was there before, byte for byte; null when there was nothing, or nothing was written. */
  backup: string | null;
  written: boolean;
  auditRecords: number;
  /** Names of secrets that were stored. */
  secrets: string[];
  /** Why the secrets could not be stored; null when they were, or nobody asked. */
  secretsFailure: string | null;
}

/** A migration that can be taken back. */
export interface UndoPlan {
  file: string;
  /** What comes back; null when the file is removed, as there was none. */
  backup: string | null;
  migratedAt: string;
}
