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

/** Who carries out a step: a manager, or a command of the tool's configuration. */
export type StepManager = InstallManager | 'command';

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
export type StepAction = 'install' | 'update' | 'downgrade' | 'reinstall' | 'uninstall' | 'restore';

/** One change of one tool by one manager. */
export interface PlannedStep {
  tool: string;
  action: StepAction;
  manager: StepManager;
  /** As its manager names it; null for a command of the configuration. */
  package: string | null;
  /** The version that is there; null when none is, or when it is not known. */
  from: string | null;
  /** The version that shall be there; null for the newest, or for none. */
  to: string | null;
  integrity: TargetIntegrity | null;
  extras: readonly string[];
  /** Where the manager keeps its packages: steps of one manager and prefix go one after another. */
  prefix: string;
  /** Packages whose own install scripts may run; those of all others are switched off. */
  scripts: readonly string[];
  /** Further options of the manager that the catalogue asks for. */
  options: readonly string[];
  /** The program and its arguments, for a command of the configuration. */
  command: readonly string[] | null;
  /** What is put back, for a rollback. */
  kept: KeptCopy | null;
}

/** What a step replaced and AIM kept. */
export interface KeptCopy {
  /** The folder of the package or environment as it was. */
  folder: string;
  /** Where it belongs. */
  place: string;
  links: readonly KeptLink[];
  version: string | null;
}

/** A program of a kept copy, in the folder of programs. */
export interface KeptLink {
  path: string;
  /** The text of the link. */
  target: string;
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
  refused: readonly RefusedTool[];
}

export interface RefusedTool {
  tool: string;
  error: ErrorReport;
}

/** What became of one step. */
export interface InstallOutcome {
  tool: string;
  action: StepAction;
  manager: StepManager;
  package: string | null;
  /**
   * `present` was done by another AIM meanwhile; `restored` failed, and what was there before is
   * there again; `skipped` was never begun.
   */
  status: 'done' | 'present' | 'failed' | 'restored' | 'skipped';
  before: string | null;
  after: string | null;
  error: ErrorReport | null;
  durationMs: number;
}
