import type { CapturedResult, Host } from '@aim/core';
import type { DetectableTool } from '../../detect/types.js';
import type { OperationKind } from '../journal.js';
import type { Machine } from '../plan/facts.js';
import type { InstallOutcome } from '../types.js';
import type { Contract } from './contract.js';

/** Where a step stands. */
export type InstallPhase =
  'waiting' | 'fetching' | 'changing' | 'checking' | 'switching' | 'restoring';

/** What is worth knowing while a plan is carried out. */
export type InstallEvent =
  | { kind: 'phase'; tool: string; phase: InstallPhase }
  /** A program has the terminal to itself, as long as it is taken. */
  | { kind: 'terminal'; tool: string; taken: boolean }
  | { kind: 'outcome'; outcome: InstallOutcome };

/** A tool as it is looked for and tried out after a change. */
export interface CheckedTool {
  detectable: DetectableTool;
  contract: Contract | null;
}

/** What carrying out a plan may touch. */
export interface InstallPorts {
  host: Host;
  machine: Machine;
  /** AIM's folder for journal, locks and kept environments. */
  folder: string;
  /** Variables that no manager and no script of a package gets. */
  withheld: ReadonlySet<string>;
  tools: ReadonlyMap<string, CheckedTool>;
  /** There is somebody who can answer a password prompt. */
  hasTerminal: boolean;
  onEvent: (event: InstallEvent) => void;
  /** Ends the step that goes on, and begins no other. */
  signal: AbortSignal;
  start: (run: ManagerRun) => Promise<CapturedResult>;
}

/** One start of a manager's program. */
export interface ManagerRun {
  file: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  cwd: string;
  deadlineMs: number;
  signal: AbortSignal;
}

export interface ExecuteOptions {
  kind: OperationKind;
  /** One step after another, and no batch. */
  sequential: boolean;
  /** What becomes of a tool that is running. */
  inUse: 'refuse' | 'wait' | 'go-on';
}
