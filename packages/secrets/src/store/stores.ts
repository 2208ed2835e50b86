import type { Protection, StoreId } from '@aim/core';
import type { SecretsContext } from '../manager/secrets-context.js';
import { envStore } from './env/env-store.js';
import { fileGuard, fileStore, vaultPath } from './file/file-store.js';
import type { SecretStore } from './secret-store.js';

/** What is known of a store without asking it. */
export interface StoreGuard {
  /** Null when it is not known. */
  protection: Protection | null;
  /** What a person should know of it. */
  note: string | null;
  /** The file of the store, where it has one. */
  path: string | null;
}

interface StoreRow {
  /** Makes the store; loads its code only now where that takes time. */
  open: (context: SecretsContext) => Promise<SecretStore>;
  guard: (context: SecretsContext) => StoreGuard;
}

/** How each store of `secretStores` is opened. */
export const stores: Record<StoreId, StoreRow> = {
  keychain: {
    open: async (context) => {
      const { keychainStore } = await import('./keychain/keychain-store.js');
      return keychainStore(await context.keychain());
    },
    guard: () => ({ protection: 'keychain', note: null, path: null }),
  },
  file: {
    open: async ({ host, paths, keychain }) => fileStore(host, paths, { keychain }),
    guard: ({ host, paths, keychain }) => ({
      ...fileGuard(host, paths, { keychain }),
      path: vaultPath(paths),
    }),
  },
  env: {
    open: async ({ host }) => envStore(host),
    guard: () => ({ protection: 'environment', note: 'read-only', path: null }),
  },
};
