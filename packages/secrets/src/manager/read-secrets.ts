import { isDeepStrictEqual } from 'node:util';
import { findRow, readIndex, readRows, updateIndex, type IndexRow } from '../index/index-file.js';
import { noteUse } from '../index/last-used.js';
import { secretInfo, type SecretInfo } from '../index/secret-info.js';
import type { StoreId } from '@aim/core';
import { failedAnswer, type SecretAnswer } from '../store/secret-store.js';
import type { SecretsContext } from './secrets-context.js';

export interface ReadOptions {
  /** False when the values are only looked at: `lastUsedAt` stays as it is. True unless told. */
  isUse?: boolean;
}

/** One answer for each name, from the store that the index records for it, and notes the use. */
export async function readSecrets(
  context: SecretsContext,
  names: readonly string[],
  { isUse = true }: ReadOptions = {},
): Promise<Map<string, SecretAnswer>> {
  if (names.length === 0) return new Map();
  const index = readIndex(context.paths);
  const fallback = (await context.choice()) === 'env' ? 'env' : undefined;
  const places = new Map<string, StoreId | undefined>(
    names.map((name) => [name, findRow(index, name)?.backend ?? fallback]),
  );
  const answers = await askStores(context, places);
  if (!isUse) return answers;
  const read = [...answers].filter(([, answer]) => answer.state === 'present');
  const recorded = read.map(([name]) => name).filter((name) => places.get(name) !== 'env');
  noteUse(context.paths, recorded, context.host.now());
  return answers;
}

/**
 * Asks the stores which of the recorded secrets they still have, and writes the answers down with
 * the time of the question. What others recorded meanwhile is newer, and stays.
 *
 * @throws AimError of the first store that failed, after the answers of the others were recorded
 */
export async function verifySecrets(context: SecretsContext): Promise<SecretInfo[]> {
  const { paths, host } = context;
  const rows = readRows(paths);
  if (rows.length === 0) return [];
  const checkedAt = host.now().toISOString();
  const answers = await askStores(context, new Map(rows.map((row) => [row.name, row.backend])));
  const asked = new Map(rows.map((row) => [row.name, row]));
  const check = (row: IndexRow): IndexRow => {
    const state = answers.get(row.name)?.state;
    if (state !== 'present' && state !== 'absent') return row;
    const isChanged = !isDeepStrictEqual(row, asked.get(row.name));
    if (isChanged && lastWord(row) >= checkedAt) return row;
    return { ...row, exists: state === 'present', checkedAt };
  };
  const index = await updateIndex(paths, (current) => ({
    ...current,
    secrets: current.secrets.map(check),
  }));
  for (const answer of answers.values()) if ('error' in answer) throw answer.error;
  return index.secrets.map((row) => secretInfo(row, paths));
}

/** When anything was recorded of this secret. Two times of one form sort as text. */
function lastWord({ updatedAt, checkedAt }: IndexRow): string {
  return checkedAt !== null && checkedAt > updatedAt ? checkedAt : updatedAt;
}

/** One batch for each store, so that the keychain is connected to once. */
async function askStores(
  context: SecretsContext,
  places: ReadonlyMap<string, StoreId | undefined>,
): Promise<Map<string, SecretAnswer>> {
  const answers = new Map<string, SecretAnswer>();
  for (const name of places.keys()) answers.set(name, { state: 'absent' });
  for (const id of new Set(places.values())) {
    if (id === undefined) continue;
    const names = [...places].filter(([, place]) => place === id).map(([name]) => name);
    for (const [name, answer] of await askStore(context, id, names)) answers.set(name, answer);
  }
  return answers;
}

/** The store's answers; one that cannot be opened fails for every name. */
export async function askStore(
  context: SecretsContext,
  id: StoreId,
  names: readonly string[],
): Promise<Map<string, SecretAnswer>> {
  try {
    return await (await context.store(id)).get(names);
  } catch (error) {
    const failed = failedAnswer(error);
    return new Map(names.map((name) => [name, failed]));
  }
}
