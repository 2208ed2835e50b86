import { AimError, writeFileAtomic, type AimPaths, type Host } from '@aim/core';
import { createHash, randomBytes, scrypt } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KeychainOptions } from '../keychain/keychain-call.js';
import { canHaveKeychain } from '../keychain/session-bus.js';
import { readGuardedFile } from './guarded-file.js';
import { passphraseFile, readPassphrase } from './passphrase.js';
import { expandKey, newRandomKey, parseRandomKey } from './random-key.js';
import { scryptCost, type KeySource, type VaultHeader } from './vault-format.js';

export interface VaultKey {
  header: VaultHeader;
  key: Buffer;
}

/** Finds the key of the vault; scrypt runs once for each passphrase and salt. */
export interface Keyring {
  /** The key that a vault of this header was sealed with. */
  keyOf(header: VaultHeader): Promise<Buffer>;
  /**
   * What the next write seals with: the present key, unless a passphrase file was named since. For a
   * new vault the passphrase, else a key in the keychain, else the key file, made if needed.
   */
  sealingKey(present: VaultKey | undefined): Promise<VaultKey>;
  /** The source for a new vault; null where the keychain has to be asked. */
  nextSource(): KeySource | null;
}

export interface KeyringOptions {
  host: Host;
  paths: AimPaths;
  /** How to ask the keychain; without it no vault is sealed with a key in it. */
  keychain: (() => Promise<KeychainOptions>) | undefined;
  /** Where the vault lies. */
  vault: string;
}

export function vaultKeyring({ host, paths, keychain, vault }: KeyringOptions): Keyring {
  const derived = new Map<string, Promise<Buffer>>();
  const path = join(paths.keyDir, 'vault.key');

  const fromPassphrase = async (header: VaultHeader) => {
    if (passphraseFile(host) === undefined) {
      const { agentKey } = await import('../agent/agent-key.js');
      return agentKey({ host, paths }, vault, header.salt);
    }
    const passphrase = readPassphrase(host);
    const id = createHash('sha256').update(header.salt).update(passphrase).digest('hex');
    const key = derived.get(id) ?? stretch(passphrase, header);
    derived.set(id, key);
    return key;
  };
  const fromKeyFile = ({ salt }: VaultHeader) => {
    const fileKey = readKeyFile(path, host);
    if (fileKey === undefined) throw missingKeyFile(path);
    return expandKey(fileKey, salt);
  };
  const fromKeychain = async ({ salt }: VaultHeader) => {
    if (keychain === undefined) throw noKeychain();
    const { readKeychainKey } = await import('./keychain-key.js');
    return expandKey(await readKeychainKey(await keychain()), salt);
  };
  const offered = async () => {
    if (keychain === undefined || !canHaveKeychain(host)) return undefined;
    const { offeredKeychainKey } = await import('./keychain-key.js');
    return offeredKeychainKey(await keychain());
  };

  const keyOf: Keyring['keyOf'] = async (header) => {
    if (header.keySource === 'passphrase') return fromPassphrase(header);
    return header.keySource === 'keychain' ? fromKeychain(header) : fromKeyFile(header);
  };
  return {
    keyOf,
    sealingKey: async (present) => {
      if (passphraseFile(host) !== undefined) {
        if (present?.header.keySource === 'passphrase') return present;
        const header = newHeader('passphrase');
        return { header, key: await fromPassphrase(header) };
      }
      if (present !== undefined) return present;
      const kept = await offered();
      if (kept !== undefined) {
        const header = newHeader('keychain');
        return { header, key: expandKey(kept, header.salt) };
      }
      if (readKeyFile(path, host) === undefined) makeKeyFile(path);
      const header = newHeader('key-file');
      return { header, key: fromKeyFile(header) };
    },
    nextSource: () => {
      if (passphraseFile(host) !== undefined) return 'passphrase';
      return keychain !== undefined && canHaveKeychain(host) ? null : 'key-file';
    },
  };
}

function newHeader(keySource: KeySource): VaultHeader {
  return { keySource, scrypt: scryptCost, salt: randomBytes(16) };
}

/** The key that a passphrase makes of a header; takes about 0.4 s. */
export function stretch(passphrase: string, header: VaultHeader): Promise<Buffer> {
  const { logN, r, p } = header.scrypt;
  const N = 2 ** logN;
  const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);
  return derive(passphrase, header.salt, 32, { N, r, p, maxmem: 256 * N * r });
}

function readKeyFile(path: string, host: Host): Buffer | undefined {
  const text = readGuardedFile(path, host)?.toString('latin1');
  if (text === undefined) return undefined;
  const key = parseRandomKey(text);
  if (key !== undefined) return key;
  throw new AimError('secret.corrupt', `The key file of the vault is damaged: ${path}`, {
    hint: `Nothing was changed. Put a backup of the file back: ${path}`,
    details: { path },
  });
}

function makeKeyFile(path: string): void {
  writeFileAtomic(path, `${newRandomKey()}\n`, { mode: 0o600 });
}

function missingKeyFile(path: string): AimError {
  return new AimError('secret.locked', `The key file of the vault is missing: ${path}`, {
    hint: `Put a backup of the file back: ${path}`,
    details: { path },
  });
}

function noKeychain(): AimError {
  return new AimError(
    'secret.unavailable',
    'The key of the vault is in the OS keychain, which this program does not ask',
  );
}
