import type { InstallManager } from '../install/types.js';

/** The name of the lock, beside the configuration that it locks. */
export const lockFileName = 'aim_lock.json';

/** `aim_lock.json`: what a configuration was resolved to, for every machine of a team. */
export interface AimLock {
  lockVersion: 1;
  /** By the id of the tool, or by `MANAGER:PACKAGE`. */
  tools: Readonly<Record<string, LockedTool>>;
}

/** A version of a package, and what its files have to be. */
export interface LockedVersion {
  /** Null where the manager keeps no older versions to choose from: only the channel is locked. */
  version: string | null;
  /** RFC 3339 in UTC; null where the registry does not tell it. */
  publishedAt: string | null;
  integrity: Integrity;
  /** The key of the registry whose signature was verified; null where there was none. */
  signedBy: string | null;
}

/**
 * Hashes by platform, such as `linux-x64`; `any` for files that fit every one. npm: `sha512-…` of
 * the tarball. Python: `sha256:…` of each file.
 */
export type Integrity = Readonly<Record<string, readonly string[]>>;

export interface LockedTool extends LockedVersion {
  channel: InstallManager | 'choco';
  package: string;
  /** What the configuration asked for when this was locked; null for any version. */
  range: string | null;
  /** In order of their names. */
  extras: readonly LockedExtra[];
  /** What was locked before; null for a tool that has had one version only. */
  lastKnownGood: LockedVersion | null;
}

/** A package beside a tool, in its own environment. */
export interface LockedExtra extends LockedVersion {
  package: string;
}
