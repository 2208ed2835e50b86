import { AimError } from '@aim/core';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';

/*
 * The sealed vault, version 1. The header is authenticated with the content (AES-256-GCM):
 *
 *   8 magic | 1 version | 1 key source | 1 scrypt log2 N | 1 scrypt r | 1 scrypt p
 *   16 salt | 12 nonce | content | 16 tag
 *
 * Only a passphrase has a cost; instead of it a key file has zeros, and a key in the keychain has
 * the three letters "key", so that no single changed bit makes another source of one.
 *
 * The content is JSON: `{"entries":[[name, value], …]}`.
 */
const magic = Buffer.from('AIMVAULT', 'latin1');
const version = 1;
const saltAt = magic.length + 5;
const nonceAt = saltAt + 16;
const headerLength = nonceAt + 12;
const tagLength = 16;
const cipher = 'aes-256-gcm';

export type KeySource = 'passphrase' | 'key-file' | 'keychain';

/** Cost of scrypt; N is 2 to the power of `logN`. */
export interface ScryptCost {
  logN: number;
  r: number;
  p: number;
}

/** About 0.4 s and 128 MiB. */
export const scryptCost: ScryptCost = { logN: 17, r: 8, p: 1 };

export interface VaultHeader {
  keySource: KeySource;
  scrypt: ScryptCost;
  salt: Buffer;
}

const sourceIds: Record<KeySource, number> = { 'key-file': 0, passphrase: 1, keychain: 2 };
const keychainLetters = [...Buffer.from('key', 'latin1')];

/** Encrypts all entries under a nonce that was never used before. */
export function sealVault(
  entries: ReadonlyMap<string, string>,
  header: VaultHeader,
  key: Buffer,
): Buffer {
  const nonce = randomBytes(12);
  const { keySource, salt } = header;
  const start = Buffer.from([version, sourceIds[keySource], ...costBytes(header)]);
  const head = Buffer.concat([magic, start, salt, nonce]);
  const sealer = createCipheriv(cipher, key, nonce).setAAD(head);
  const content = JSON.stringify({ entries: [...entries] });
  const sealed = Buffer.concat([sealer.update(content, 'utf8'), sealer.final()]);
  return Buffer.concat([head, sealed, sealer.getAuthTag()]);
}

function costBytes({ keySource, scrypt }: VaultHeader): number[] {
  if (keySource === 'passphrase') return [scrypt.logN, scrypt.r, scrypt.p];
  return keySource === 'keychain' ? keychainLetters : [0, 0, 0];
}

/**
 * Reads what is needed to find the key. Nothing of it is proven before {@link openVault}.
 *
 * @throws AimError `secret.corrupt`
 */
export function parseHeader(bytes: Buffer, path: string): VaultHeader {
  if (bytes.length < headerLength + tagLength) throw damaged(path, 'it is too short');
  if (!bytes.subarray(0, magic.length).equals(magic)) throw damaged(path, 'it is not a vault');
  const [foundVersion, source, logN = 0, r = 0, p = 0] = bytes.subarray(magic.length, saltAt);
  if (foundVersion !== version) {
    throw damaged(path, `it has version ${foundVersion}, this AIM knows version ${version}`);
  }
  const scrypt = { logN, r, p };
  const salt = bytes.subarray(saltAt, nonceAt);
  if (source === sourceIds['key-file'] && logN + r + p === 0) {
    return { keySource: 'key-file', scrypt, salt };
  }
  if (source === sourceIds.passphrase && isAffordable(scrypt)) {
    return { keySource: 'passphrase', scrypt, salt };
  }
  if (source === sourceIds.keychain && isDeepStrictEqual([logN, r, p], keychainLetters)) {
    return { keySource: 'keychain', scrypt, salt };
  }
  throw damaged(path, 'its header is wrong');
}

// An unproven header must not be able to ask for gigabytes of memory.
function isAffordable({ logN, r, p }: ScryptCost): boolean {
  return logN >= 14 && logN <= 18 && r === 8 && p === 1;
}

/**
 * Decrypts all entries.
 *
 * @throws AimError `secret.corrupt` when the key is another or any byte was changed
 */
export function openVault(bytes: Buffer, key: Buffer, path: string): Map<string, string> {
  const head = bytes.subarray(0, headerLength);
  const tagAt = bytes.length - tagLength;
  const opener = createDecipheriv(cipher, key, bytes.subarray(nonceAt, headerLength));
  opener.setAAD(head).setAuthTag(bytes.subarray(tagAt));
  let content: string;
  try {
    const opened = [opener.update(bytes.subarray(headerLength, tagAt)), opener.final()];
    content = Buffer.concat(opened).toString('utf8');
  } catch {
    throw damaged(path, 'it was changed, or its key or passphrase is another');
  }
  return new Map((JSON.parse(content) as { entries: [string, string][] }).entries);
}

function damaged(path: string, reason: string): AimError {
  return new AimError('secret.corrupt', `The vault ${path} cannot be opened: ${reason}`, {
    hint: `Nothing was changed. Put a backup of the file or of its key back: ${path}`,
    details: { path },
  });
}
