import { secretStores, type Protection, type SecretsBackendChoice, type StoreId } from '@aim/core';
import { readRows } from '../index/index-file.js';
import { canHaveKeychain } from '../store/keychain/session-bus.js';
import { stores, type StoreGuard } from '../store/stores.js';
import type { SecretsContext } from './secrets-context.js';

/** Where secrets are and how well they are kept, as far as that is known without asking a store. */
export interface VaultStatus {
  choice: SecretsBackendChoice;
  /** The store of most secrets, or of the next one; null while the first `set` has to find out. */
  backend: StoreId | null;
  /** Null when it is not known. */
  protection: Protection | null;
  secretCount: number;
  note: string | null;
  /** The file of the store, where it has one. */
  path: string | null;
}

/**
 * Starts nothing and opens no connection.
 *
 * @throws AimError `file.corrupt` for the index, `usage.invalid` for `AIM_SECRETS_BACKEND`,
 *   `config.*` where the configuration has to be read
 */
export async function vaultStatus(context: SecretsContext): Promise<VaultStatus> {
  const choice = await context.choice();
  const secrets = readRows(context.paths);
  const counts = new Map<StoreId, number>();
  for (const { backend } of secrets) counts.set(backend, (counts.get(backend) ?? 0) + 1);
  const used = [...counts].sort(([, a], [, b]) => b - a);
  const backend = choice === 'auto' ? (used[0]?.[0] ?? nextStore(context)) : choice;
  const { protection, note, path } = backend === null ? undecided : stores[backend].guard(context);
  const notes = [used.length > 1 ? splitWords(used) : null, note].filter(Boolean);
  return {
    choice,
    backend,
    protection,
    secretCount: secrets.length,
    note: notes.join('; ') || null,
    path,
  };
}

const undecided: StoreGuard = {
  protection: null,
  note: 'the first `aim secrets set` chooses the store',
  path: null,
};

/** Where `auto` puts the first secret; null where only the attempt will tell. */
export function nextStore({ host }: SecretsContext): StoreId | null {
  return canHaveKeychain(host) ? null : 'file';
}

function splitWords(used: readonly (readonly [StoreId, number])[]): string {
  return used.map(([id, count]) => `${count} in ${secretStores[id].words}`).join(', ');
}
