import { AimError, isAimError } from '@aim/core';
import {
  findRow,
  readIndex,
  updateIndex,
  withRow,
  type IndexRow,
  type SecretVersion,
} from '../index/index-file.js';
import type { SecretAnswer, SecretStore } from '../store/secret-store.js';
import type { SecretsContext } from './secrets-context.js';

/** How many earlier values of a secret are kept. */
export const maxVersions = 5;

/**
 * Copies the value that is about to be replaced to an entry of its own in the same store, and
 * answers the row that then lists it. A value that is not there, is damaged or stays the same makes
 * no version. The version is listed before it is stored: no value lies in a store unlisted.
 *
 * @throws AimError what the store answered instead of the value
 */
export async function keepVersion(
  context: SecretsContext,
  row: IndexRow,
  next: { value: string; retireOldAt?: string },
): Promise<IndexRow> {
  const store = await context.store(row.backend);
  const answer = await readOne(store, row.name);
  if (answer.state === 'absent' || answer.state === 'corrupt') return row;
  if ('error' in answer) throw answer.error;
  if (answer.value === next.value) return row;
  const versions = versionsOf(row);
  const version = (versions.at(-1)?.version ?? 0) + 1;
  const kept: SecretVersion = {
    version,
    storedAt: row.updatedAt,
    replacedAt: context.host.now().toISOString(),
    ...(next.retireOldAt !== undefined && { retiresAt: next.retireOldAt }),
    expiresAt: row.expiresAt,
    lengthBytes: row.lengthBytes,
    fingerprint: row.fingerprint,
  };
  const listed = { ...row, history: [...versions, kept] };
  await updateIndex(context.paths, (index) => withRow(index, listed));
  await store.set(versionEntry(row.name, version), answer.value);
  return listed;
}

/**
 * Deletes the oldest versions of a row, and then takes them off the list, until
 * {@link maxVersions} are left.
 *
 * @returns what to say when one could not be deleted; it is then tried again with the next `set`
 */
export async function trimVersions(
  context: SecretsContext,
  row: IndexRow,
): Promise<string | undefined> {
  const versions = versionsOf(row);
  const left = versions.slice(0, -maxVersions);
  if (left.length === 0) return undefined;
  const store = await context.store(row.backend);
  try {
    for (const { version } of left) await store.delete(versionEntry(row.name, version));
  } catch (error) {
    if (!isAimError(error)) throw error;
    return `an old version could not be deleted (${error.message})`;
  }
  const history = versions.slice(-maxVersions);
  await updateIndex(context.paths, (index) => withRow(index, { ...row, history }));
  return undefined;
}

/** Deletes the values of all versions of a row. */
export async function dropVersions(store: SecretStore, row: IndexRow): Promise<void> {
  for (const { version } of versionsOf(row)) await store.delete(versionEntry(row.name, version));
}

/**
 * A version of a secret and the row that lists it; the latest one unless told.
 *
 * @throws AimError `secret.absent`
 */
export function findVersion(
  { paths, host }: SecretsContext,
  name: string,
  version?: number,
): { row: IndexRow; version: SecretVersion } {
  const row = findRow(readIndex(paths), name);
  const versions = row === undefined ? [] : keptVersions(row, host.now());
  const found =
    version === undefined ? versions.at(-1) : versions.find((each) => each.version === version);
  if (row === undefined || found === undefined) throw noVersion(name, version);
  return { row, version: found };
}

/**
 * An earlier value, the latest one unless told, and the expiry that it had, where that is known.
 *
 * @throws AimError `secret.absent`, what the store answered instead of the value
 */
export async function readVersion(
  context: SecretsContext,
  name: string,
  version?: number,
): Promise<{ value: string; expiresAt?: string | null }> {
  const { row, version: found } = findVersion(context, name, version);
  const entry = versionEntry(name, found.version);
  const answer = await readOne(await context.store(row.backend), entry);
  if ('error' in answer) throw answer.error;
  if (answer.state === 'absent') throw noVersion(name, found.version);
  const { expiresAt } = found;
  return { value: answer.value, ...(expiresAt !== undefined && { expiresAt }) };
}

/** The versions that are kept of a secret, the oldest first; none when it is not listed. */
export function listVersions({ paths, host }: SecretsContext, name: string): SecretVersion[] {
  const row = findRow(readIndex(paths), name);
  return row === undefined ? [] : keptVersions(row, host.now());
}

/** The versions of a row whose time is not over, the oldest first. */
export function keptVersions(row: IndexRow, now: Date): SecretVersion[] {
  const time = now.toISOString();
  return versionsOf(row).filter(({ retiresAt }) => retiresAt === undefined || retiresAt > time);
}

/** All versions that a row lists, the oldest first. */
export function versionsOf(row: IndexRow): SecretVersion[] {
  return row.history ?? [];
}

/** Where a version's value lies; no secret can have such a name. */
export function versionEntry(name: string, version: number): string {
  return `.history/${version}/${name}`;
}

/** The one answer for one name. */
export async function readOne(store: SecretStore, name: string): Promise<SecretAnswer> {
  return (await store.get([name])).get(name) as SecretAnswer;
}

function noVersion(name: string, version: number | undefined): AimError {
  const what = version === undefined ? 'No earlier value' : `No version ${version}`;
  return new AimError('secret.absent', `${what} of ${name} is kept`, {
    hint: `aim secrets history ${name}`,
    details: { name, version },
  });
}
