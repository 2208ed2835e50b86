import type { LockedVersion } from './types.js';

/** The version of a block of the lock, without what else stands there. */
export function lockedVersion(locked: LockedVersion): LockedVersion {
  const { version, publishedAt, integrity, signedBy } = locked;
  return { version, publishedAt, integrity, signedBy };
}
