import { AimError, messageOf } from '@aim/core';

/** What a backup is sealed for: age recipients (`age1…`), or whoever knows the passphrase. */
export type BackupLock = { recipients: readonly string[] } | { passphrase: string };

/** What opens a backup: age identities (`AGE-SECRET-KEY-1…`), or the passphrase. */
export type BackupKey = { identities: readonly string[] } | { passphrase: string };

/**
 * Encrypts text as an age v1 file, which the `age` program opens as well.
 *
 * @throws AimError `usage.invalid` for a recipient that is none
 */
export async function encryptAge(text: string, lock: BackupLock): Promise<Uint8Array> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  if ('passphrase' in lock) encrypter.setPassphrase(lock.passphrase);
  else {
    for (const recipient of lock.recipients) {
      understood(() => encrypter.addRecipient(recipient), `${recipient} is no age recipient`);
    }
  }
  return encrypter.encrypt(text);
}

/**
 * Decrypts an age v1 file, binary or armored.
 *
 * @param path - the file's name for messages
 * @throws AimError `secret.denied` when the key is another, `secret.corrupt` when the file is
 *   damaged, `usage.invalid` for an identity that is none
 */
export async function decryptAge(file: Uint8Array, key: BackupKey, path: string): Promise<string> {
  const { Decrypter, armor } = await import('age-encryption');
  const decrypter = new Decrypter();
  if ('passphrase' in key) decrypter.addPassphrase(key.passphrase);
  else {
    for (const identity of key.identities) {
      // Never the text itself: it is a secret, however wrong.
      understood(() => decrypter.addIdentity(identity), 'An age identity is not valid');
    }
  }
  try {
    const isArmored = Buffer.from(file.subarray(0, armorStart.length)).equals(armorStart);
    const bytes = isArmored ? armor.decode(Buffer.from(file).toString('latin1')) : file;
    return await decrypter.decrypt(bytes, 'text');
  } catch (error) {
    if (/no identity matched/.test(messageOf(error))) throw anotherKey(path, key);
    throw damagedBackup(path, messageOf(error));
  }
}

/** True for a backup that a passphrase opens, as its header says. */
export function isSealedWithPassphrase(file: Uint8Array): boolean {
  const start = Buffer.from(file.subarray(0, 400)).toString('latin1');
  const [, body] = start.split(/^-----BEGIN AGE ENCRYPTED FILE-----\r?\n/);
  const header = body === undefined ? start : Buffer.from(body, 'base64').toString('latin1');
  return /^-> scrypt /m.test(header);
}

/** The error for a file that is no backup, or is damaged. */
export function damagedBackup(path: string, reason: string): AimError {
  return new AimError('secret.corrupt', `The backup ${path} cannot be read: ${reason}`, {
    hint: 'Nothing was changed. Name another copy of the backup',
    details: { path },
  });
}

const armorStart = Buffer.from('-----BEGIN AGE', 'latin1');

function anotherKey(path: string, key: BackupKey): AimError {
  const what = 'passphrase' in key ? 'this passphrase' : 'any of these identities';
  return new AimError('secret.denied', `The backup ${path} does not open with ${what}`, {
    hint: 'Nothing was changed. A backup for recipients needs --identity FILE',
    details: { path },
  });
}

function understood(add: () => void, problem: string): void {
  try {
    add();
  } catch (error) {
    throw new AimError('usage.invalid', problem, {
      hint: 'Recipients begin with age1, identities with AGE-SECRET-KEY-1: age-keygen makes both',
      cause: error,
    });
  }
}
