import type { ErrorReport } from '@aim/core';

/** The managers that AIM installs with. */
export const installManagers = [
  'npm',
  'pnpm',
  'bun',
  'pipx',
  'uv',
  'brew',
  'brew-cask',
  'winget',
  'scoop',
  'cargo',
  'go',
  'apt',
] as const;

export type InstallManager = (typeof installManagers)[number];

/** What one tool shall be, decided before any manager is asked. */
export interface InstallTarget {
  /** The id of the tool. */
  tool: string;
  manager: InstallManager;
  /** As its manager names it. */
  package: string;
  /** Exact; null for the newest. */
  version: string | null;
  integrity: TargetIntegrity | null;
  /** Further packages in the same environment, as the manager writes them. */
  extras: readonly string[];
}

/** What the files of a package have to be. */
export interface TargetIntegrity {
  kind: 'npm' | 'python';
  /** npm: SHA-512 of the tarball, as SRI. python: `sha256:HEX` of each file that may be used. */
  hashes: readonly string[];
}

/** What a step does with one tool. */
export type StepAction = 'install' | 'update' | 'downgrade' | 'reinstall' | 'uninstall';

/** One change of one tool by one manager. */
export interface PlannedStep {
  action: StepAction;
  target: InstallTarget;
  /** The version that is there; null when none is, or when it is not known. */
  from: string | null;
  /** Where the manager keeps its packages: steps of one manager and prefix go one after another. */
  prefix: string;
  /** Lifecycle scripts of the package may run. */
  allowScripts: boolean;
}

/** Why nothing is done with a tool. */
export interface KeptTool {
  tool: string;
  version: string | null;
  reason: string;
}

/** What is done, in plain data: shown, asked about, recorded and carried out. */
export interface InstallPlan {
  steps: readonly PlannedStep[];
  kept: readonly KeptTool[];
  /** Tools for which no step could be made. */
  refused: readonly { tool: string; error: ErrorReport }[];
}

/** What became of one step. */
export interface InstallOutcome {
  tool: string;
  action: StepAction;
  manager: InstallManager;
  package: string;
  /** `restored` failed, and what was there before is there again; `skipped` was never begun. */
  status: 'done' | 'failed' | 'restored' | 'skipped';
  before: string | null;
  after: string | null;
  error: ErrorReport | null;
  durationMs: number;
}
