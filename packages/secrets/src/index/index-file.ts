import {
  AimError,
  fileError,
  isAimError,
  isMissing,
  readStateFile,
  secretStores,
  withLock,
  writeFileAtomic,
  type AimPaths,
  type StoreId,
} from '@aim/core';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';

/** What the index knows of one secret; never its value. Times are RFC 3339 in UTC. */
export interface IndexRow {
  name: string;
  description: string;
  /** Where the value was stored first, and stays once that is known to have worked. */
  backend: StoreId;
  createdAt: string;
  updatedAt: string;
  expiresAt: string | null;
  /**
   * What the store answered last, and when it was asked. Null until it is known that the first
   * `set` did its work: one that was killed may have left a value, or none.
   */
  exists: boolean | null;
  checkedAt: string | null;
  lengthBytes: number;
  fingerprint: string;
  /** Earlier values that the store still holds, the oldest first; absent when there is none. */
  history?: SecretVersion[];
}

/** What the index knows of an earlier value; never the value. Times are RFC 3339 in UTC. */
export interface SecretVersion {
  version: number;
  storedAt: string;
  replacedAt: string;
  /** When the value is deleted; absent for one that stays until newer ones take its place. */
  retiresAt?: string;
  /** The expiry that the value had; absent in an index of before it was noted. */
  expiresAt?: string | null;
  lengthBytes: number;
  fingerprint: string;
}

export interface SecretIndex {
  version: 1;
  /** Makes the fingerprints of this index differ from those of any other. */
  salt: string;
  secrets: IndexRow[];
}

/**
 * The index as it is on disk; an empty one when there is none.
 *
 * @throws AimError `file.corrupt` when it has another shape; it is then kept as it is
 */
export function readIndex(paths: Pick<AimPaths, 'secretsDir'>): SecretIndex {
  const found = readIndexAt(indexPath(paths));
  return found ?? { version: 1, salt: randomBytes(16).toString('hex'), secrets: [] };
}

/** The rows of the index; none when there is none. @throws AimError as {@link readIndex} */
export function readRows(paths: Pick<AimPaths, 'secretsDir'>): IndexRow[] {
  return readIndexAt(indexPath(paths))?.secrets ?? [];
}

/** The index in a file, or undefined when there is none. @throws AimError `file.corrupt` */
export function readIndexAt(path: string): SecretIndex | undefined {
  try {
    return readStateFile(path, 'the index of secrets', isIndex);
  } catch (error) {
    if (!isAimError(error) || !fs.existsSync(`${path}.bak`)) throw error;
    throw new AimError(error.code, error.message, {
      hint: `Nothing was changed. ${path}.bak is the index before its last change: aim secrets restore --index`,
      details: { path },
    });
  }
}

/** The row of a secret, or undefined. */
export function findRow(index: SecretIndex, name: string): IndexRow | undefined {
  return index.secrets.find((row) => row.name === name);
}

/**
 * Replaces the index by what `change` makes of it, while no other process changes it.
 *
 * @throws AimError `file.corrupt`, `file.permission`, `lock.busy`; the index is then unchanged
 */
export async function updateIndex(
  paths: Pick<AimPaths, 'secretsDir'>,
  change: (index: SecretIndex) => SecretIndex,
): Promise<SecretIndex> {
  const path = indexPath(paths);
  return withIndexLock(paths, () => {
    const changed = change(readIndex(paths));
    const secrets = [...changed.secrets].sort((a, b) => (a.name < b.name ? -1 : 1));
    const sorted = { ...changed, secrets };
    keepCopy(path);
    writeFileAtomic(path, `${JSON.stringify(sorted, null, 2)}\n`, { mode: 0o600 });
    return sorted;
  });
}

/** Does the work while no other process changes the index. @throws AimError `lock.busy` after 30 s */
export function withIndexLock<T>(
  paths: Pick<AimPaths, 'secretsDir'>,
  work: () => T | Promise<T>,
): Promise<T> {
  const path = `${indexPath(paths)}.lock`;
  return withLock(path, { what: 'the index of secrets', waitMs: 30_000 }, work);
}

/** The index with this row in place of the one of the same name. */
export function withRow(index: SecretIndex, row: IndexRow): SecretIndex {
  return { ...index, secrets: [...withoutRow(index, row.name).secrets, row] };
}

/** The index without the row of this name. */
export function withoutRow(index: SecretIndex, name: string): SecretIndex {
  return { ...index, secrets: index.secrets.filter((row) => row.name !== name) };
}

/** Leaves the index of before the change beside it, whole at every moment. */
function keepCopy(path: string): void {
  const fresh = `${path}.bak.tmp`;
  try {
    fs.copyFileSync(path, fresh);
    fs.renameSync(fresh, `${path}.bak`);
  } catch (error) {
    if (!isMissing(error)) throw fileError('write', `${path}.bak`, error);
  }
}

/** Where the index lies. */
export function indexPath(paths: Pick<AimPaths, 'secretsDir'>): string {
  return join(paths.secretsDir, 'index.json');
}

function isIndex(value: unknown): value is SecretIndex {
  const index = value as Partial<SecretIndex> | null;
  return (
    index?.version === 1 &&
    typeof index.salt === 'string' &&
    Array.isArray(index.secrets) &&
    index.secrets.every(isRow)
  );
}

function isRow(value: unknown): value is IndexRow {
  const row = value as Partial<IndexRow> | null;
  return (
    typeof row === 'object' &&
    row !== null &&
    isStore(row.backend) &&
    typeof row.lengthBytes === 'number' &&
    (row.exists === null || typeof row.exists === 'boolean') &&
    [row.name, row.description, row.createdAt, row.updatedAt, row.fingerprint].every(isText) &&
    [row.expiresAt, row.checkedAt].every((time) => time === null || isText(time)) &&
    (row.history === undefined || (Array.isArray(row.history) && row.history.every(isVersion)))
  );
}

function isVersion(value: unknown): value is SecretVersion {
  const version = value as Partial<SecretVersion> | null;
  return (
    Number.isSafeInteger(version?.version) &&
    typeof version?.lengthBytes === 'number' &&
    [version.storedAt, version.replacedAt, version.fingerprint].every(isText) &&
    [version.retiresAt, version.expiresAt ?? undefined].every(
      (time) => time === undefined || isText(time),
    )
  );
}

function isStore(value: unknown): boolean {
  return isText(value) && Object.hasOwn(secretStores, value as string);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
