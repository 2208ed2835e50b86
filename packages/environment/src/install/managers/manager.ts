import type { Host, PlatformName } from '@aim/core';
import type { PlannedStep } from '../types.js';

/** One call of a manager: its arguments, the program is known. */
export type ManagerCall = readonly string[];

/**
 * How a failed or killed update is taken back. `staged`: the new version is made beside the old one
 * and put in its place when it is whole. `copy`: the environment is copied before. `again`: the
 * version that was there is installed once more. `none`: the manager has no way back.
 */
export type Undo = 'staged' | 'copy' | 'again' | 'none';

/** A package manager, in what AIM has to know of it. Pure: the executor starts it. */
export interface Manager {
  /** Names of its program, the first that is found is used. */
  programs: readonly string[];
  platforms?: readonly PlatformName[];
  /** Takes an exact version; else always the newest is installed. */
  takesVersion: boolean;
  /** One call may name several packages. */
  batches: boolean;
  undo: Undo;
  /** `sudo`: changes the system and is started by sudo. `itself`: may ask for a password. */
  root?: 'sudo' | 'itself';
  /** For one call, in ms. */
  deadlineMs: number;
  /** Where it keeps what it installs: the one of this user. */
  prefix: (host: Host) => string | undefined;
  /** Below the folder that the configuration wants tools in; absent when it cannot be told one. */
  prefixBelow?: (root: string) => string;
  /** Variables that keep it to the prefix and from doing more than it was asked. */
  env: (prefix: string, host: Host) => Readonly<Record<string, string>>;
  /** Several steps only when it batches. */
  install: (steps: readonly PlannedStep[], prefix: string) => readonly ManagerCall[];
  /** The environment of one package, for one that keeps them apart. */
  environment?: (packageName: string, prefix: string) => string;
  /** Where the programs of its environments are linked. */
  bin?: (host: Host) => string;
  /** Absent when it has no way to uninstall. */
  uninstall?: (steps: readonly PlannedStep[], prefix: string) => readonly ManagerCall[];
  /** What its metadata says of a package, without starting it; absent when programs tell it. */
  version?: (packageName: string, prefix: string, host: Host) => string | null;
}

export const minutes = (count: number) => count * 60_000;

/** `name`, or the name and the exact version. */
export function spec(step: PlannedStep, separator: string): string {
  return step.to === null ? nameOf(step) : `${nameOf(step)}${separator}${step.to}`;
}

export function nameOf({ tool, package: name }: Pick<PlannedStep, 'tool' | 'package'>): string {
  if (name === null) throw new Error(`${tool} has no package`);
  return name;
}
