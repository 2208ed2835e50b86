import { isAimError, secretStores, type AimPaths, type Protection, type StoreId } from '@aim/core';
import { isDeepStrictEqual } from 'node:util';
import { fingerprint } from '../index/fingerprint.js';
import {
  findRow,
  readIndex,
  updateIndex,
  withoutRow,
  withRow,
  type IndexRow,
} from '../index/index-file.js';
import { forgetUse } from '../index/last-used.js';
import { secretInfo, type SecretInfo } from '../index/secret-info.js';
import { parseExpiry } from '../secret-expiry.js';
import { checkSecretValue } from '../secret-value.js';
import { placeSecret, type Placed } from './place-secret.js';
import { deleteRetired } from './retire-versions.js';
import type { SecretsContext } from './secrets-context.js';
import { withSecretsLock } from './secrets-lock.js';
import { dropVersions, keepVersion, trimVersions } from './versions.js';

export interface SecretDetails {
  description?: string;
  /** An RFC 3339 date or date-time. */
  expiresAt?: string;
  /** When the value was first stored, RFC 3339 in UTC: for a new name that comes from elsewhere. */
  createdAt?: string;
}

export interface SetResult extends Omit<Placed, 'store'> {
  secret: SecretInfo;
  /** False when a value of that name was replaced. */
  created: boolean;
  backend: StoreId;
  protection: Protection;
}

export interface NewSecret {
  name: string;
  value: string;
  details: Omit<SecretDetails, 'expiresAt'> & {
    /** Null takes an expiry away. */
    expiresAt?: string | null;
  };
  /** When the value that is replaced is deleted; it stays as a version unless told. */
  retireOldAt?: string;
}

/**
 * Stores a value, under the lock of all secrets. A process that dies in between leaves the old or
 * the new value, never none. A value that is replaced is kept as a version, which is on record
 * before the value goes. Of a new name it leaves a row that does not say whether there is a value,
 * so that none is unlisted; the next `set` takes such a name for a new one.
 */
export async function setSecret(context: SecretsContext, secret: NewSecret): Promise<SetResult> {
  const { paths } = context;
  const { name, value } = secret;
  checkSecretValue(value);
  const details = checkedDetails(secret.details);
  return withSecretsLock(paths, async () => {
    const found = findRow(readIndex(paths), name);
    const known = found?.exists === null ? undefined : found;
    const listed = known === undefined ? found : await keepVersion(context, known, secret);
    const record = (backend: StoreId, exists: true | null) => {
      const now = context.host.now().toISOString();
      return updateIndex(paths, (index) =>
        withRow(index, {
          ...listed,
          name,
          description: details.description ?? found?.description ?? '',
          backend,
          createdAt: known?.createdAt ?? details.createdAt ?? now,
          updatedAt: now,
          expiresAt:
            (details.expiresAt === undefined ? found?.expiresAt : details.expiresAt) ?? null,
          exists,
          checkedAt: exists && now,
          lengthBytes: Buffer.byteLength(value, 'utf8'),
          fingerprint: fingerprint(index.salt, value),
        }),
      );
    };
    const announce = async (backend: StoreId) => void (await record(backend, null));
    const request = { name, value, bound: known?.backend, announce };
    const { store, chosenBy, note } = await placeSecret(context, request).catch(async (error) => {
      await restoreRow(paths, name, listed);
      throw error;
    });
    const index = await record(store.id, true);
    const row = findRow(index, name) as IndexRow;
    const old = await trimVersions(context, row);
    await deleteRetired(context);
    const left = found === known ? undefined : await dropLeftover(context, found, store.id);
    const notes = [note, old, left].filter((each) => each !== undefined);
    return {
      secret: secretInfo(row, paths),
      created: known === undefined,
      backend: store.id,
      protection: store.protection(),
      chosenBy,
      ...(notes.length > 0 && { note: notes.join('; ') }),
    };
  });
}

/** Deletes the value, then its row. A row whose value is gone already is deleted as well. */
export async function deleteSecret(context: SecretsContext, name: string): Promise<boolean> {
  const { paths } = context;
  return withSecretsLock(paths, async () => {
    const row = findRow(readIndex(paths), name);
    if (row === undefined) {
      if ((await context.choice()) !== 'env') return false;
      return (await context.store('env')).delete(name);
    }
    const store = await context.store(row.backend);
    await dropVersions(store, row);
    await store.delete(name);
    await updateIndex(paths, (index) => withoutRow(index, name));
    forgetUse(paths, name);
    return true;
  });
}

function checkedDetails({ expiresAt, ...details }: NewSecret['details']): NewSecret['details'] {
  if (expiresAt === undefined) return details;
  return { ...details, expiresAt: expiresAt === null ? null : parseExpiry(expiresAt) };
}

/** Takes back what was announced. */
async function restoreRow(paths: AimPaths, name: string, row: IndexRow | undefined): Promise<void> {
  try {
    if (isDeepStrictEqual(findRow(readIndex(paths), name), row)) return;
    await updateIndex(paths, (index) =>
      row === undefined ? withoutRow(index, name) : withRow(index, row),
    );
  } catch (error) {
    // The row that stays claims nothing, and what failed before has to be told.
    if (!isAimError(error)) throw error;
  }
}

/** Where a killed `set` may have put the name's value before another store was chosen. */
async function dropLeftover(
  context: SecretsContext,
  left: IndexRow | undefined,
  chosen: StoreId,
): Promise<string | undefined> {
  if (left === undefined || left.backend === chosen) return undefined;
  try {
    await (await context.store(left.backend)).delete(left.name);
    return undefined;
  } catch (error) {
    if (!isAimError(error)) throw error;
    const place = secretStores[left.backend].words;
    return `an interrupted set may have left a value in ${place} (${error.message})`;
  }
}
