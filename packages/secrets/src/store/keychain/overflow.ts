import { AimError, isMissing, writeFileAtomic, type Host } from '@aim/core';
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { readGuardedFile } from '../file/guarded-file.js';

/*
 * Windows holds 2,560 bytes in an entry, so everywhere a longer value lies sealed in a file of its
 * own, and the entry holds the key: `ID:KEY` in base64. The file is
 *
 *   8 magic | 12 nonce | content | 16 tag         (AES-256-GCM; magic, name and ID are authenticated)
 */
const magic = Buffer.from('AIMOVER1', 'latin1');
const nonceLength = 12;
const tagLength = 16;
const cipher = 'aes-256-gcm';

/** The longest value that an entry of the keychain holds itself, in bytes of UTF-8. */
export const maxEntryBytes = 2500;

/** Where the sealed files lie, and whose they are. */
export interface OverflowPlace {
  folder: string;
  host: Pick<Host, 'uid'>;
}

/** True for a value that has to lie beside the keychain. */
export function overflows(value: string): boolean {
  return Buffer.byteLength(value, 'utf8') > maxEntryBytes;
}

/**
 * Seals a value under a new key in a new file, and answers the reference that opens it. Files that
 * the name had before stay, since the keychain still refers to one of them.
 *
 * @throws AimError `file.permission`
 */
export function sealBeside(place: OverflowPlace, name: string, value: string): string {
  const id = randomBytes(8).toString('hex');
  const key = randomBytes(32);
  const nonce = randomBytes(nonceLength);
  const sealer = createCipheriv(cipher, key, nonce).setAAD(authenticated(name, id));
  const content = Buffer.concat([sealer.update(value, 'utf8'), sealer.final()]);
  const sealed = Buffer.concat([magic, nonce, content, sealer.getAuthTag()]);
  writeFileAtomic(sealedPath(place, name, id), sealed, { mode: 0o600 });
  return `${id}:${key.toString('base64')}`;
}

/**
 * The value that a reference opens; undefined when its file is not there, as after another process
 * replaced the value.
 *
 * @throws AimError `secret.corrupt`, `file.insecure`, `file.permission`
 */
export function openBeside(
  place: OverflowPlace,
  name: string,
  reference: string,
): string | undefined {
  const [, id, key] = /^([0-9a-f]{16}):([A-Za-z0-9+/]{43}=)$/.exec(reference) ?? [];
  if (id === undefined || key === undefined) throw damaged(name, 'its entry is not a reference');
  const path = sealedPath(place, name, id);
  const bytes = readGuardedFile(path, place.host);
  if (bytes === undefined) return undefined;
  const nonceEnd = magic.length + nonceLength;
  const isWhole = bytes.length >= nonceEnd + tagLength;
  if (!isWhole || !bytes.subarray(0, magic.length).equals(magic)) {
    throw damaged(name, `${path} is not a sealed value`);
  }
  const nonce = bytes.subarray(magic.length, nonceEnd);
  const opener = createDecipheriv(cipher, Buffer.from(key, 'base64'), nonce);
  opener.setAAD(authenticated(name, id)).setAuthTag(bytes.subarray(-tagLength));
  try {
    const content = [opener.update(bytes.subarray(nonceEnd, -tagLength)), opener.final()];
    return Buffer.concat(content).toString('utf8');
  } catch {
    throw damaged(name, `${path} was changed`);
  }
}

/** Removes the files of a name, but for the one that `kept` refers to. */
export function forgetBeside(place: OverflowPlace, name: string, kept?: string): void {
  const keptFile = kept === undefined ? undefined : fileName(name, kept.split(':')[0] as string);
  let files: string[];
  try {
    files = fs.readdirSync(place.folder);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  const isLeft = (file: string) => file.startsWith(`${nameHash(name)}-`) && file !== keptFile;
  for (const file of files.filter(isLeft)) fs.rmSync(join(place.folder, file), { force: true });
}

/** The error for a sealed value that its entry refers to and that cannot be opened. */
export function damaged(name: string, reason: string): AimError {
  return new AimError('secret.corrupt', `${name} cannot be opened: ${reason}`, {
    hint: 'Nothing was changed. Put a backup back: aim secrets restore FILE --force',
    details: { name },
  });
}

function authenticated(name: string, id: string): Buffer {
  return Buffer.concat([magic, Buffer.from(`${id}\n${name}`, 'utf8')]);
}

function sealedPath(place: OverflowPlace, name: string, id: string): string {
  return join(place.folder, fileName(name, id));
}

function fileName(name: string, id: string): string {
  return `${nameHash(name)}-${id}.bin`;
}

// A name may hold a slash, be reserved on Windows, or differ from another by case only.
function nameHash(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 24);
}
