import type { AimPaths, StoreId } from '@aim/core';
import type { IndexRow } from './index-file.js';
import { lastUsed } from './last-used.js';

/** What AIM tells of a secret without opening a store. Times are RFC 3339 in UTC. */
export interface SecretInfo {
  name: string;
  description: string;
  backend: StoreId;
  createdAt: string;
  updatedAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  /** The store's last answer; null when it was never asked, as after a first `set` was killed. */
  exists: boolean | null;
  checkedAt: string | null;
  /** Length of the value in bytes of UTF-8. */
  lengthBytes: number;
  /** Twelve hex digits, the same for equal values of one index. */
  fingerprint: string;
}

export function secretInfo(row: IndexRow, paths: Pick<AimPaths, 'secretsDir'>): SecretInfo {
  return {
    name: row.name,
    description: row.description,
    backend: row.backend,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    lastUsedAt: lastUsed(paths, row.name),
    expiresAt: row.expiresAt,
    exists: row.exists,
    checkedAt: row.checkedAt,
    lengthBytes: row.lengthBytes,
    fingerprint: row.fingerprint,
  };
}
