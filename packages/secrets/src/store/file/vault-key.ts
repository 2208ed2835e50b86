import { AimError, writeFileAtomic, type AimPaths, type Host } from '@aim/core';
import { createHash, hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readGuardedFile } from './guarded-file.js';
import { passphraseFile, readPassphrase } from './passphrase.js';
import { scryptCost, type KeySource, type VaultHeader } from './vault-format.js';

export interface VaultKey {
  header: VaultHeader;
  key: Buffer;
}

/** Finds the key of the vault; scrypt runs once for each passphrase and salt. */
export interface Keyring {
  /** The key that a vault of this header was sealed with. */
  keyOf(header: VaultHeader): Promise<Buffer>;
  /** A key for a new vault, or for one that moves to another source. Makes the key file if needed. */
  newKey(source: KeySource): Promise<VaultKey>;
  /** What a vault would be sealed with now: a passphrase if there is one. */
  preferredSource(): KeySource;
}

export function vaultKeyring(host: Host, paths: AimPaths): Keyring {
  const derived = new Map<string, Promise<Buffer>>();
  const path = join(paths.keyDir, 'vault.key');

  const fromPassphrase = (header: VaultHeader) => {
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

  return {
    preferredSource: () => (passphraseFile(host) === undefined ? 'key-file' : 'passphrase'),
    keyOf: async (header) =>
      header.keySource === 'passphrase' ? fromPassphrase(header) : fromKeyFile(header),
    newKey: async (keySource) => {
      const header = { keySource, scrypt: scryptCost, salt: randomBytes(16) };
      if (keySource === 'passphrase') return { header, key: await fromPassphrase(header) };
      if (readKeyFile(path, host) === undefined) makeKeyFile(path);
      return { header, key: fromKeyFile(header) };
    },
  };
}

function stretch(passphrase: string, header: VaultHeader): Promise<Buffer> {
  const { logN, r, p } = header.scrypt;
  const N = 2 ** logN;
  const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);
  return derive(passphrase, header.salt, 32, { N, r, p, maxmem: 256 * N * r });
}

function expandKey(fileKey: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', fileKey, salt, 'aim file vault', 32));
}

function readKeyFile(path: string, host: Host): Buffer | undefined {
  const text = readGuardedFile(path, host)?.toString('latin1');
  if (text === undefined) return undefined;
  if (!/^[A-Za-z0-9+/]{43}=\n?$/.test(text)) {
    throw new AimError('secret.corrupt', `The key file of the vault is damaged: ${path}`, {
      hint: `Nothing was changed. Put a backup of the file back: ${path}`,
      details: { path },
    });
  }
  return Buffer.from(text, 'base64');
}

function makeKeyFile(path: string): void {
  writeFileAtomic(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
}

function missingKeyFile(path: string): AimError {
  return new AimError('secret.locked', `The key file of the vault is missing: ${path}`, {
    hint: `Put a backup of the file back: ${path}`,
    details: { path },
  });
}
