import { isAimError, writeFileAtomic, type AimPaths, type Host, type Protection } from '@aim/core';
import { join } from 'node:path';
import type { KeychainOptions } from '../keychain/keychain-call.js';
import { failedAnswer, type SecretAnswer, type SecretStore } from '../secret-store.js';
import { readGuardedFile } from './guarded-file.js';
import { openVault, parseHeader, sealVault, type KeySource } from './vault-format.js';
import { vaultKeyring, type VaultKey } from './vault-key.js';

interface OpenedVault extends VaultKey {
  entries: Map<string, string>;
}

export interface FileStoreOptions {
  /** How to ask the keychain for the vault's key; without it the key is never there. */
  keychain?: () => Promise<KeychainOptions>;
}

/** Where the sealed vault lies. */
export function vaultPath(paths: Pick<AimPaths, 'secretsDir'>): string {
  return join(paths.secretsDir, 'vault.aim');
}

/** What guards the vault, as far as that is known without opening it. */
export function fileGuard(
  host: Host,
  paths: AimPaths,
  options: FileStoreOptions = {},
): { protection: Protection | null; note: string | null } {
  try {
    const protection = fileProtection(host, paths, options);
    if (protection !== 'key-file') return { protection, note: null };
    const note =
      'protected by file permissions only; AIM_PASSPHRASE_FILE=FILE adds a passphrase at the next set';
    return { protection, note };
  } catch (error) {
    if (!isAimError(error)) throw error;
    return { protection: null, note: error.message };
  }
}

/**
 * All values in one sealed file, replaced whole by each write. Its key comes from a passphrase, or
 * is random and lies in the keychain or in a file in another folder. A vault that does not open is
 * refused and kept.
 */
export function fileStore(
  host: Host,
  paths: AimPaths,
  options: FileStoreOptions = {},
): SecretStore {
  const path = vaultPath(paths);
  const keyring = vaultKeyring({ host, paths, vault: path, keychain: options.keychain });

  const open = async (): Promise<OpenedVault | undefined> => {
    const bytes = readGuardedFile(path, host);
    if (bytes === undefined) return undefined;
    const header = parseHeader(bytes, path);
    const key = await keyring.keyOf(header);
    return { header, key, entries: openVault(bytes, key, path) };
  };

  const write = async (entries: Map<string, string>, opened: OpenedVault | undefined) => {
    const { header, key } = await keyring.sealingKey(opened);
    writeFileAtomic(path, sealVault(entries, header, key), { mode: 0o600 });
  };

  return {
    id: 'file',
    // Before the first write, the weakest that it may turn out to be.
    protection: () => fileProtection(host, paths, options) ?? 'key-file',
    get: async (names) => answersFor(names, open),
    set: async (name, value) => {
      const opened = await open();
      await write(new Map(opened?.entries).set(name, value), opened);
    },
    delete: async (name) => {
      const opened = await open();
      if (opened?.entries.delete(name) !== true) return false;
      await write(opened.entries, opened);
      return true;
    },
  };
}

/**
 * What guards the vault: as its header says, or as the first write would choose; null when that
 * would ask the keychain. Opens nothing.
 *
 * @throws AimError `file.insecure`, `file.permission`, `secret.corrupt`
 */
export function fileProtection(
  host: Host,
  paths: AimPaths,
  { keychain }: FileStoreOptions = {},
): Protection | null {
  const path = vaultPath(paths);
  const bytes = readGuardedFile(path, host);
  const source =
    bytes === undefined
      ? vaultKeyring({ host, paths, vault: path, keychain }).nextSource()
      : parseHeader(bytes, path).keySource;
  return source && protectionOf[source];
}

const protectionOf: Record<KeySource, Protection> = {
  passphrase: 'passphrase',
  'key-file': 'key-file',
  keychain: 'vault-keychain',
};

async function answersFor(
  names: readonly string[],
  open: () => Promise<OpenedVault | undefined>,
): Promise<Map<string, SecretAnswer>> {
  try {
    const entries = (await open())?.entries;
    return new Map(names.map((name) => [name, answer(entries?.get(name))]));
  } catch (error) {
    const failed = failedAnswer(error);
    return new Map(names.map((name) => [name, failed]));
  }
}

function answer(value: string | undefined): SecretAnswer {
  return value === undefined ? { state: 'absent' } : { state: 'present', value };
}
