import type { HealthGroup } from './groups.js';
import type { HealthInput } from './input.js';
import type { Repair } from './repair.js';

/**
 * `unknown`: the check broke, or had no answer in time. `skipped`: it had nothing to look at, needs
 * the network and may not use it, or is switched off.
 */
export type CheckStatus = 'ok' | 'info' | 'warn' | 'fail' | 'skipped' | 'unknown';

/** One finding of one check; a check may have several. */
export interface CheckResult {
  /** The check's id. */
  id: string;
  group: HealthGroup;
  title: string;
  status: CheckStatus;
  /** The tool that it is about. */
  tool: string | null;
  message: string;
  /** The file, folder or value that shows it. */
  evidence: string | null;
  /** A command; null also when it would have to name a file with control characters. */
  fix: string | null;
  /** What `aim health --fix` does about it. */
  repair: Repair | null;
  /** Why it does not count; null for a finding that does. */
  ignored: { reason: string; until: string | null } | null;
  /** The whole check's time, in ms. */
  durationMs: number;
}

/**
 * What a check says; the runner adds who says it and how long it took, and takes control characters
 * out. No text holds the value of a variable: what is configured is told unexpanded.
 */
export interface CheckFinding {
  status: CheckStatus;
  message: string;
  tool?: string;
  evidence?: string;
  fix?: string;
  /** Of files that AIM made, and nothing else. */
  repair?: Repair;
}

/** A check; the ones of this package are `healthChecks`, a caller may hand in its own. */
export interface HealthCheck {
  /** Stable; scripts name it. */
  id: string;
  group: HealthGroup;
  title: string;
  /** What it looks at and when it warns or fails, in one sentence. */
  description: string;
  /** It asks the network when it may. */
  isOnline?: true;
  run: (input: HealthInput) => CheckFinding[] | Promise<CheckFinding[]>;
}

export type OverallStatus = 'healthy' | 'degraded' | 'unhealthy';

export type StatusCounts = Record<CheckStatus, number>;

export interface HealthReport {
  /** `unhealthy` when anything fails, `degraded` when anything warns. */
  overallStatus: OverallStatus;
  /** Installed tools about which no check warns or fails. */
  healthyCount: number;
  /** Findings by status, without those that are ignored. */
  summary: StatusCounts;
  /** How many findings the configuration ignores. */
  ignoredCount: number;
  /** The same by group, of those that were looked at. */
  groups: { id: HealthGroup; title: string; summary: StatusCounts; ignoredCount: number }[];
  /** By group, and within it in the order of the table of checks. */
  checks: CheckResult[];
}

/** Checks by id: only these, or all but these. */
export interface CheckSelection {
  only?: readonly string[];
  skip?: readonly string[];
}

export interface CheckOptions extends CheckSelection {
  /** The checks to choose from; `healthChecks` unless told. */
  checks?: readonly HealthCheck[];
  /** How long one check may take, in ms; 8,000 unless told. */
  deadlineMs?: number;
}
