import { AimError } from '@aim/core';
import {
  findRow,
  readIndex,
  updateIndex,
  withRow,
  withoutRow,
  type IndexRow,
} from '../index/index-file.js';
import { forgetUse } from '../index/last-used.js';
import { secretInfo, type SecretInfo } from '../index/secret-info.js';
import type { SecretStore } from '../store/secret-store.js';
import type { SecretsContext } from './secrets-context.js';
import { withSecretsLock } from './secrets-lock.js';
import { dropVersions, readOne, versionEntry, versionsOf } from './versions.js';

export interface Renaming {
  from: string;
  to: string;
}

/**
 * Gives a secret another name in the same store, with its earlier values. The value is copied,
 * then listed under the new name, then deleted under the old one: a process that dies in between
 * leaves it under one of them, or both, never under none.
 *
 * @throws AimError `secret.absent`, `secret.exists`, what the store answered
 */
export async function renameSecret(
  context: SecretsContext,
  { from, to }: Renaming,
): Promise<SecretInfo> {
  const { paths } = context;
  return withSecretsLock(paths, async () => {
    const row = checkRenaming(context, { from, to });
    const renamed = { ...row, name: to };
    await updateIndex(paths, (current) => withRow(current, { ...renamed, exists: null }));
    const store = await context.store(row.backend);
    const entries = versionsOf(row).map(({ version }) => version);
    for (const version of entries) {
      await copy(store, { from: versionEntry(from, version), to: versionEntry(to, version) });
    }
    const isThere = await copy(store, { from, to });
    const now = context.host.now().toISOString();
    await updateIndex(paths, (current) =>
      withRow(current, { ...renamed, exists: isThere, checkedAt: now }),
    );
    await dropVersions(store, row);
    await store.delete(from);
    await updateIndex(paths, (current) => withoutRow(current, from));
    forgetUse(paths, from);
    return secretInfo({ ...renamed, exists: isThere, checkedAt: now }, paths);
  });
}

/**
 * The row that a renaming would move.
 *
 * @throws AimError `secret.absent`, `secret.exists`
 */
export function checkRenaming({ paths }: SecretsContext, { from, to }: Renaming): IndexRow {
  const index = readIndex(paths);
  const row = findRow(index, from);
  if (row === undefined) {
    throw new AimError('secret.absent', `No secret named ${from}`, { details: { name: from } });
  }
  const taken = findRow(index, to);
  // A row of a first `set` that was killed holds no value that anybody was promised.
  if (taken === undefined || taken.exists === null) return row;
  throw new AimError('secret.exists', `A secret named ${to} is there already`, {
    hint: `Delete it first, or choose another name: aim secrets delete ${to}`,
    details: { name: to },
  });
}

/** False when there is nothing to copy. */
async function copy(store: SecretStore, { from, to }: Renaming): Promise<boolean> {
  const answer = await readOne(store, from);
  if ('error' in answer) throw answer.error;
  if (answer.state === 'absent') return false;
  await store.set(to, answer.value);
  return true;
}
