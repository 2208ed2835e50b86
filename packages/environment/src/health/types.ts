import type {
  AimConfig,
  ConfigSource,
  Host,
  Protection,
  SecretsBackendChoice,
  StoreId,
} from '@aim/core';
import type { ToolPresence } from '../detect/types.js';

/** `unknown`: the check itself broke. `skipped`: it had nothing to look at or is switched off. */
export type CheckStatus = 'ok' | 'info' | 'warn' | 'fail' | 'skipped' | 'unknown';

/** One finding of one check; a check may have several. */
export interface CheckResult {
  /** The check's id. */
  id: string;
  title: string;
  status: CheckStatus;
  /** The tool that it is about. */
  tool: string | null;
  message: string;
  /** The file, folder or value that shows it. */
  evidence: string | null;
  /** A command; null also when it would have to name a file with control characters. */
  fix: string | null;
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
}

export interface HealthCheck {
  /** Stable; scripts name it. */
  id: string;
  title: string;
  /** What it looks at and when it warns or fails, in one sentence. */
  description: string;
  run: (input: HealthInput) => CheckFinding[] | Promise<CheckFinding[]>;
}

/** Everything that the checks look at, gathered by the caller. */
export interface HealthInput {
  host: Host;
  config: AimConfig;
  configSources: readonly ConfigSource[];
  /** The tools that are programs; one that is only an endpoint or an adapter does not belong here. */
  tools: readonly ToolPresence[];
  /** Tool ids that the configuration names in `registry.tools` and in capability chains. */
  configuredTools: readonly string[];
  vault: VaultFacts;
  keys: (toolId: string) => KeyState;
  /** Tools of the AIM+ shape that declare no keys and get the four of `AIM_PLUS_V1`. */
  defaultKeys: readonly { id: string; name: string }[];
}

export type KeyState = 'present' | 'absent' | 'not-needed';

/** Where secrets are kept, as plain data: this package does not know the one that keeps them. */
export interface VaultFacts {
  choice: SecretsBackendChoice;
  /** The store in use; null before the first secret. */
  backend: StoreId | null;
  /** What guards the store's key; null where it does not apply. */
  protection: Protection | null;
  secretCount: number;
  /** What else a person should know, as a sentence. */
  note: string | null;
  /** Null when the keychain was not asked. */
  keychain: {
    state: 'ready' | 'locked' | 'unavailable' | 'timeout' | 'denied';
    detail: string | null;
  } | null;
  /** The command that repairs or strengthens the store, where the caller knows a better one. */
  fix?: string;
}

export type OverallStatus = 'healthy' | 'degraded' | 'unhealthy';

export interface HealthReport {
  /** `unhealthy` when anything fails, `degraded` when anything warns. */
  overallStatus: OverallStatus;
  /** Installed tools about which no check warns or fails. */
  healthyCount: number;
  /** Findings by status. */
  summary: Record<CheckStatus, number>;
  /** In the order of the table of checks. */
  checks: CheckResult[];
}

/** Checks by id: only these, or all but these. */
export interface CheckSelection {
  only?: readonly string[];
  skip?: readonly string[];
}
