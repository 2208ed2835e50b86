import { AimError } from '@aim/core';
import { findRow, readIndex, type IndexRow, type SecretVersion } from '../index/index-file.js';
import type { SecretAnswer, SecretStore } from '../store/secret-store.js';
import type { SecretsContext } from './secrets-context.js';

/** How many earlier values of a secret are kept. */
export const maxVersions = 5;

/**
 * Copies the value that is about to be replaced to an entry of its own in the same store, and
 * answers the versions that the row then has, at most {@link maxVersions}. A value that is not
 * there, is damaged or stays the same makes none.
 *
 * @throws AimError what the store answered instead of the value
 */
export async function keepVersion(
  context: SecretsContext,
  row: IndexRow,
  next: string,
): Promise<SecretVersion[]> {
  const versions = versionsOf(row);
  const store = await context.store(row.backend);
  const answer = await readOne(store, row.name);
  if (answer.state === 'absent' || answer.state === 'corrupt') return versions;
  if ('error' in answer) throw answer.error;
  if (answer.value === next) return versions;
  const version = (versions.at(-1)?.version ?? 0) + 1;
  await store.set(versionEntry(row.name, version), answer.value);
  const kept: SecretVersion = {
    version,
    storedAt: row.updatedAt,
    replacedAt: context.host.now().toISOString(),
    lengthBytes: row.lengthBytes,
    fingerprint: row.fingerprint,
  };
  return [...versions, kept].slice(-maxVersions);
}

/** Deletes the values of the versions that `row` has and `kept` has not. */
export async function dropVersions(
  store: SecretStore,
  row: IndexRow,
  kept: readonly SecretVersion[] = [],
): Promise<void> {
  const numbers = new Set(kept.map(({ version }) => version));
  for (const { version } of versionsOf(row)) {
    if (!numbers.has(version)) await store.delete(versionEntry(row.name, version));
  }
}

/**
 * An earlier value; the latest one unless told.
 *
 * @throws AimError `secret.absent`, what the store answered instead of the value
 */
export async function readVersion(
  context: SecretsContext,
  name: string,
  version?: number,
): Promise<{ value: string; version: SecretVersion }> {
  const row = findRow(readIndex(context.paths), name);
  const versions = row === undefined ? [] : versionsOf(row);
  const wanted =
    version === undefined ? versions.at(-1) : versions.find((each) => each.version === version);
  if (row === undefined || wanted === undefined) throw noVersion(name, version);
  const entry = versionEntry(name, wanted.version);
  const answer = await readOne(await context.store(row.backend), entry);
  if ('error' in answer) throw answer.error;
  if (answer.state === 'absent') throw noVersion(name, wanted.version);
  return { value: answer.value, version: wanted };
}

/** The versions of a row, the oldest first. */
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
